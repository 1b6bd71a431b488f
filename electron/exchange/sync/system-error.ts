/** An error of the operating system (`ENOSPC`, `EACCES`, …), as against one of a file's content. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
}
