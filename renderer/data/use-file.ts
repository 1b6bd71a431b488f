import { useCallback } from 'react'
import { unwrap } from './call.ts'
import { useCore } from './provider.tsx'

export interface OfferedFile {
  readonly path: string
  readonly name: string
}

/** Makes a chosen or dropped file readable for the core. @throws ProblemError */
export function useOfferFile(): (file: File) => Promise<OfferedFile> {
  const { bridge } = useCore()
  return useCallback(async (file: File) => unwrap(await bridge.offerFile(file)), [bridge])
}

/** Hands a file the core wrote to the person; false when they closed the save dialog. @throws ProblemError */
export function useDeliverFile(): (path: string, name: string) => Promise<boolean> {
  const { bridge } = useCore()
  return useCallback(async (path: string, name: string) => unwrap(await bridge.deliverFile(path, name)).saved, [bridge])
}
