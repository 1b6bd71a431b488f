/** What a package may weigh, against files made to exhaust the disk or the memory of whoever opens them. */
export interface PackageLimits {
  /** Of the file as it lies there. */
  readonly fileBytes: number
  /** Of everything in it, unpacked. */
  readonly unpackedBytes: number
  /** Of everything unpacked to the file, above a megabyte. */
  readonly ratio: number
  readonly entries: number
  readonly manifestBytes: number
}

const MB = 1024 * 1024

/**
 * A department's year of 10,000 cases with 400 lines each is about 500 MB of charge lines, which pack about 12 : 1; a month
 * is a twelfth of it. Deflate itself reaches 1,032 : 1.
 */
export const PACKAGE_LIMITS: PackageLimits = {
  fileBytes: 1024 * MB,
  unpackedBytes: 4096 * MB - 1,
  ratio: 200,
  entries: 1000,
  manifestBytes: MB,
}

export const swells = (unpackedBytes: number, fileBytes: number, ratio: number): boolean =>
  unpackedBytes > MB && unpackedBytes > fileBytes * ratio
