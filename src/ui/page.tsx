import type { ComponentChildren } from "preact";
import { asset } from "../platform/assets.ts";
import { Footer } from "./footer.tsx";
import { Header, TabBar } from "./header.tsx";
import { type NavigationItem, useIslandsAsked, useRequest } from "./request.ts";
import { useWords } from "./words.ts";

export interface DocumentProps {
  /** Names the page in the tab and in the history; « – AmiCare » follows it. */
  title: string;
  /** One or two sentences for search engines; a page without is not offered to them. */
  description?: string;
  /** The form came back with errors: the title says so first. */
  erred?: boolean;
  /** A style sheet besides the one of every page. */
  styles?: "agenda" | "openings";
}

export interface PageProps extends DocumentProps {
  /** Bare: the brand and one link, for pages with a single thing to do. By default, what fits the person signed in. */
  header?: "public" | "patient" | "bare";
  /** Replaces the one filled link of a visitor's header. */
  call?: NavigationItem;
  /** The tab this page belongs to, by its address; by default the page's own. */
  current?: string;
  /** Narrow for forms and reading, edge for a page that lays itself out. */
  width?: "wide" | "narrow" | "edge";
  /** What the footer says before its links. */
  foot?: ComponentChildren;
  children: ComponentChildren;
}

/** The whole document around one page. */
export function Page(props: PageProps) {
  const { signedIn } = useRequest();
  const header = props.header ?? (signedIn ? "patient" : "public");
  return (
    <Document {...props}>
      <div class="min-h-dvh flex flex-col">
        <Header kind={header} call={props.call} current={props.current} />
        <main id="contenu" tabindex={-1} class={`${layout(props.width ?? "wide", header)} grow outline-none!`}>
          {props.children}
        </main>
        <Footer>{props.foot}</Footer>
        {header === "patient" && <TabBar current={props.current} />}
      </div>
    </Document>
  );
}

/** What every document is made of, whichever space it belongs to. */
export function Document({ children, ...head }: DocumentProps & { children: ComponentChildren }) {
  const { language, space } = useRequest();
  return (
    <html lang={language} data-space={space}>
      <Head {...head} />
      <body>
        <SkipLink />
        {children}
        <Islands />
      </body>
    </html>
  );
}

function layout(width: "wide" | "narrow" | "edge", header: string): string {
  if (width === "edge") return "";
  const air = header === "patient" ? "py-7 md:py-11" : "py-6 md:py-10";
  return width === "narrow" ? `page page-narrow ${air}` : `page ${air}`;
}

function Head({ title, description, erred, styles }: DocumentProps) {
  const t = useWords("ui");
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${erred ? t("page.erred", { title }) : title} – AmiCare`}</title>
      {description ? <meta name="description" content={description} /> : <meta name="robots" content="noindex" />}
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#f7f6f0" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#0e1819" media="(prefers-color-scheme: dark)" />
      <link rel="icon" href={asset("favicon")} type="image/svg+xml" />
      <link rel="preload" href={asset("text-font")} as="font" type="font/woff2" crossorigin="anonymous" />
      <link rel="preload" href={asset("display-font")} as="font" type="font/woff2" crossorigin="anonymous" />
      <link rel="stylesheet" href={asset("styles")} />
      {styles && <link rel="stylesheet" href={asset(`${styles}-styles`)} />}
    </head>
  );
}

function SkipLink() {
  const t = useWords("ui");
  return (
    <a class="skip" href="#contenu">
      {t("page.skip")}
    </a>
  );
}

/** Rendered last: by then every component has asked for the script it enriches itself with. */
function Islands() {
  return useIslandsAsked().map((name) => <script key={name} type="module" src={asset(name)} />);
}
