import type { ComponentChildren } from "preact";
import { useRequest } from "./request.ts";

/** The bottom of every page. What is said before the links gives it a lighter ground. */
export function Footer({ children }: { children?: ComponentChildren }) {
  const { navigation } = useRequest();
  return (
    <footer class={`mt-16 border-t border-line ${children ? "bg-base-100" : ""}`}>
      <div class="page py-8 grid gap-6">
        {children}
        <ul class="flex flex-wrap gap-x-7 gap-y-1 small">
          {navigation.foot.map(({ href, label, language }) => (
            <li key={href}>
              <a class="target muted" href={href} lang={language} hreflang={language}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  );
}
