/**
 * Writes a number of bytes for a person, as the session does.
 *
 * @param {number} size
 */
export function sizeInWords(size) {
  if (size < 1024) return `${size} bytes`;
  let amount = size / 1024;
  const units = ["KB", "MB", "GB", "TB"];
  // What would be written as 1,024 of the smaller unit.
  while (amount >= 1023.5 && units.length > 1) {
    amount /= 1024;
    units.shift();
  }
  const digits = amount < 99.95 ? amount.toFixed(1) : amount.toFixed();
  return `${digits.replace(/\.0$/, "")} ${units[0]}`;
}
