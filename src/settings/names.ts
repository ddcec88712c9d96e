/** « Dre Camille LUNE » */
export function nameOf({ title, firstName, lastName }: { title: string; firstName: string; lastName: string }): string {
  return [title, firstName, lastName.toLocaleUpperCase("fr")].filter(Boolean).join("\u00a0");
}
