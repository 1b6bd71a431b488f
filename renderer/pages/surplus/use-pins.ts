import { App } from 'antd'
import { useCallback, useEffect } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import type { SurplusNode } from '#shared/contract/surplus.ts'
import { pinOf } from './tree.ts'

const NONE: readonly string[] = []

/** Groups a person keeps above the table; they belong to the book. */
export function usePins(): {
  readonly pins: readonly string[]
  readonly isPinned: (node: SurplusNode) => boolean
  readonly toggle: (node: SurplusNode) => void
} {
  const { say } = useText()
  const { message } = App.useApp()
  const pins = useCall('surplus.pins', {}).data ?? NONE
  const { run, problem } = useCommand('surplus.setPins')
  useEffect(() => {
    if (problem !== null) void message.error(say(problem.message))
  }, [problem, message, say])
  const isPinned = useCallback((node: SurplusNode) => pins.includes(pinOf(node) ?? ''), [pins])
  const toggle = useCallback(
    (node: SurplusNode) => {
      const pin = pinOf(node)
      if (pin === null) return
      void run({ pins: pins.includes(pin) ? pins.filter((other) => other !== pin) : [...pins, pin] })
    },
    [pins, run],
  )
  return { pins, isPinned, toggle }
}
