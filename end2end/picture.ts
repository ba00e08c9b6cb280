// Pictures to send, drawn here, so that none lies in the repository.
import { crc32, deflateSync } from "node:zlib";

export interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A picture of one colour, in PNG. */
export function picture(name = "lamp.png", [red, green, blue] = [180, 140, 60], width = 64, height = 48): File {
  const line = Buffer.alloc(1 + 3 * width);
  for (let x = 0; x < width; x += 1) line.set([red, green, blue], 1 + 3 * x);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a colour, three colours.
  header.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const buffer = Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
  return { name, mimeType: "image/png", buffer };
}

/** Something that only calls itself a picture. */
export function noPicture(): File {
  return { name: "lamp.jpg", mimeType: "image/jpeg", buffer: Buffer.from("only words") };
}

/** The beginning of a picture as some phones take them, which few programs can read. */
export function heic(): File {
  const buffer = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(64)]);
  return { name: "IMG_0001.HEIC", mimeType: "image/heic", buffer };
}

function chunk(kind: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(kind, "latin1"), content]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
