import type { ComponentChildren } from "preact";
import { PasswordField } from "../ui/password-field.tsx";
import { useWords } from "../ui/words.ts";

interface NewPasswordFieldProps {
  /** The account's address: password managers keep the password under it. */
  email: string;
  label: string;
  error: string | undefined;
  /** What is asked before it, such as the current password. */
  children?: ComponentChildren;
}

/** A password being chosen, with the rule it must follow, and the identifier it belongs to. */
export function NewPasswordField({ email, label, error, children }: NewPasswordFieldProps) {
  const t = useWords("accounts");
  return (
    <>
      <input type="text" name="username" autocomplete="username" value={email} readonly hidden />
      {children}
      <PasswordField
        name="password"
        label={label}
        hint={t("password.rule")}
        error={error}
        autocomplete="new-password"
        measured
      />
    </>
  );
}
