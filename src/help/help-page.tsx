import { Hono } from "hono";
import { paths } from "../paths.ts";
import type { Web } from "../platform/web.ts";
import { findQuestions } from "./find-questions.ts";
import { splitAtFound } from "./find-words.ts";
import { HelpView } from "./help-view.tsx";
import { toldQuestions } from "./questions.ts";
import type { Texts } from "./texts.ts";

/** Every frequent question with its answer, all on one page; `?q=` keeps those that have these words. */
export function helpPage({ texts }: { texts: Texts }) {
  return new Hono<Web>().get(paths.help(), (c) => {
    const { language } = c.var;
    const asked = (c.req.query("q") ?? "").trim().slice(0, 200);
    const { questions, told } = texts.help(language);
    if (!asked) return c.render(<HelpView groups={told} asked="" found={null} />);

    const found = findQuestions(questions, asked, language);
    const split = (text: string) => splitAtFound(found.words, text);
    return c.render(<HelpView groups={toldQuestions(found.groups, { language, split })} asked={asked} found={found} />);
  });
}
