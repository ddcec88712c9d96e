import { createContext, h, type VNode } from "preact";
import { useContext } from "preact/hooks";
import { renderToString } from "preact-render-to-string";
import type { Language } from "../platform/web.ts";
import type { IconName } from "./icons.ts";

/** What every page knows of the request it answers; src/app.ts makes it. */
export interface PageRequest {
  language: Language;
  /** Path and query of this page, as asked. */
  path: string;
  signedIn: { name: string } | null;
  now: Temporal.Instant;
  /** Patients and visitors read at 18 px, staff at 16. */
  space: "patient" | "pro";
  navigation: Navigation;
}

/** Where one can go from any page. Labels come in the language of the request. */
export interface Navigation {
  home: string;
  /** Beside the brand, for visitors. */
  visitor: NavigationItem[];
  /** The one filled link of a visitor's header: usually signing in. */
  call: NavigationItem | null;
  /** Top bar and tab bar of a patient: at most four. */
  patient: NavigationItem[];
  /** At the right of a patient's top bar. */
  aside: NavigationItem | null;
  foot: NavigationItem[];
  /** The rail of the professional space; empty for whoever does not work there. */
  pro: { items: NavigationItem[]; me: NavigationItem | null };
}

export interface NavigationItem {
  label: string;
  href: string;
  icon?: IconName;
  /** Other addresses whose pages belong to it. */
  also?: string[];
  /** What lies beneath its address does not belong to it. */
  isExact?: boolean;
  /** How many things wait there, unopened. */
  count?: number;
  /** Posted, not followed: it changes something, as signing out does. */
  isPosted?: boolean;
  /** For a link that leads to the same page in another language. */
  language?: Language;
}

/** Scripts that enrich a page, by the name of their file in src/ui/islands/. */
export type Island =
  | "agenda"
  | "booking"
  | "find-patients"
  | "forms"
  | "hold"
  | "openings"
  | "passkey"
  | "password"
  | "preview"
  | "print"
  | "reload"
  | "suggest";

interface Rendering {
  request: PageRequest;
  islands: Set<Island>;
}

const CurrentRendering = createContext<Rendering | null>(null);

/** The whole document. What components ask of the request, they find by useRequest(). */
export function renderPage(page: VNode, request: PageRequest): string {
  const rendering = { request, islands: new Set<Island>() };
  return `<!DOCTYPE html>${renderToString(h(CurrentRendering.Provider, { value: rendering }, page))}`;
}

/** The request being answered. Throws outside renderPage(). */
export function useRequest(): PageRequest {
  return useRendering().request;
}

/** Asks for a script at the end of the page, once however many components ask. Without it everything still works. */
export function useIsland(name: Island): void {
  useRendering().islands.add(name);
}

/** The scripts asked for by everything rendered before this call. */
export function useIslandsAsked(): Island[] {
  return [...useRendering().islands];
}

function useRendering(): Rendering {
  const rendering = useContext(CurrentRendering);
  if (!rendering) throw new Error("This component is rendered by renderPage().");
  return rendering;
}
