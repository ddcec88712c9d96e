/** Whether this can be an RPPS number: eleven digits, which is all that may be required of one. */
export function isRpps(text: string): boolean {
  return /^\d{11}$/.test(text);
}

/** Whether its last digit is the Luhn key of the others. Worth a warning, never a refusal: official examples do without. */
export function hasUsualKey(rpps: string): boolean {
  const weighed = [...rpps].reverse().map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2));
  const sum = weighed.reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return isRpps(rpps) && sum % 10 === 0;
}
