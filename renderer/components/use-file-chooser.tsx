import { type ReactNode, useCallback, useRef } from 'react'

/** The system's file dialog behind any button: render `input` somewhere, call `choose`. */
export function useFileChooser(
  onFiles: (files: readonly File[]) => void,
  accept: string,
  multiple = false,
): { readonly choose: () => void; readonly input: ReactNode } {
  const field = useRef<HTMLInputElement>(null)
  const choose = useCallback(() => field.current?.click(), [])
  const input = (
    <input
      ref={field}
      type="file"
      hidden
      accept={accept}
      multiple={multiple}
      data-testid="file-input"
      onChange={(event) => {
        const files = [...(event.target.files ?? [])]
        event.target.value = '' // the same file can be chosen again
        if (files.length > 0) onFiles(files)
      }}
    />
  )
  return { choose, input }
}
