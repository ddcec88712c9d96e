import { Hono } from "hono";
import { paths } from "../paths.ts";
import { idIn, type Web } from "../platform/web.ts";
import { lengthened } from "./short-link.ts";

/** The short link of a text leads to the appointment: who may see it is asked there. */
export const shortLinkPage = new Hono<Web>().get(paths.shortAppointment(":id"), (c) => {
  const id = lengthened(idIn(c));
  return id ? c.redirect(paths.appointment(id), 302) : c.notFound();
});
