/** Puts compressed files beside others: node compress.mjs JOB */

import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { readJob } from "./python.mjs";

/** @type {{ files: [string, string, number][] }} file, result, quality of brotli */
const job = readJob();
for (const [source, target, quality] of job.files) {
  const data = readFileSync(source);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
  };
  writeFileSync(`${target}.br`, brotliCompressSync(data, { params }));
  writeFileSync(`${target}.gz`, gzipSync(data, { level: 9 }));
}
