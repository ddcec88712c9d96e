import sharp from "sharp";

export type PortraitRefusal = "too-heavy" | "not-a-picture" | "unreadable" | "too-small";
export type Portrait = { done: true; image: Buffer } | { done: false; because: PortraitRefusal };

/** Bytes a photograph may have, as it is sent. */
export const heaviestPhoto = 5 * 1024 * 1024;
/** Pixels of its shorter side. */
const smallest = 160;
/** Pixels of the square that is kept. */
const side = 480;

/** The square that a sheet shows, made anew from a photograph: JPEG, PNG or WebP by its bytes, whatever it is called. What the camera
 * wrote into the file (place, device, date) does not survive, nor does anything hidden in it. */
export async function portraitFrom(bytes: Uint8Array): Promise<Portrait> {
  if (bytes.byteLength > heaviestPhoto) return { done: false, because: "too-heavy" };
  if (!isPicture(bytes)) return { done: false, because: "not-a-picture" };
  try {
    const picture = sharp(bytes, { failOn: "error", limitInputPixels: 60_000_000, pages: 1 });
    const { width, height } = await picture.metadata();
    if (Math.min(width, height) < smallest) return { done: false, because: "too-small" };
    const image = await picture
      .autoOrient()
      .resize(side, side, { fit: "cover", position: sharp.strategy.attention })
      .flatten({ background: "#ffffff" })
      .webp({ quality: 82 })
      .toBuffer();
    return { done: true, image };
  } catch {
    return { done: false, because: "unreadable" };
  }
}

/** By the first bytes: the name of a file and what a browser says of it are anyone's to choose. */
function isPicture(bytes: Uint8Array): boolean {
  const begins = (...expected: number[]) => expected.every((byte, index) => bytes[index] === byte);
  const isWebp = begins(0x52, 0x49, 0x46, 0x46) && Buffer.from(bytes.subarray(8, 12)).toString("latin1") === "WEBP";
  return begins(0xff, 0xd8, 0xff) || begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) || isWebp;
}
