import { expect, test } from "vitest";
import { sealerFor } from "./seal.ts";

const secret = "a secret of at least thirty-two characters";
const mine = sealerFor("what a test keeps", secret);

test("what was sealed is read again, by the same secret and for the same use only", () => {
  const sealed = mine.seal("Hélène, née Rosier");
  expect(mine.unseal(sealed)).toBe("Hélène, née Rosier");
  expect(sealed).not.toContain("Rosier");
  expect(sealerFor("something else", secret).unseal(sealed)).toBeNull();
  expect(sealerFor("what a test keeps", `${secret}!`).unseal(sealed)).toBeNull();
});

test("the same text never looks the same, and a changed one is refused", () => {
  const sealed = mine.seal("");
  expect(mine.seal("")).not.toBe(sealed);
  for (const changed of [
    "",
    "x",
    sealed.slice(0, -2),
    `${sealed}AA`,
    sealed.replace(/^./, (first) => (first === "A" ? "B" : "A")),
  ])
    expect(mine.unseal(changed)).toBeNull();
});

test("bytes sealed as one thing are not taken for another", () => {
  const sealed = mine.sealBytes(Buffer.from("a piece"), "export 1, piece 0");
  expect(Buffer.from(mine.unsealBytes(sealed, "export 1, piece 0")!).toString()).toBe("a piece");
  expect(mine.unsealBytes(sealed, "export 1, piece 1")).toBeNull();
});
