import { createHash } from 'node:crypto'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'

/** Writes one line for the technician; replaced in tests that look at what was written. */
export type ErrorLog = (line: string) => void

export const logToStderr: ErrorLog = (line) => {
  process.stderr.write(`${line}\n`)
}

/**
 * Any thrown value as a problem. A `ProblemError` is meant for the person and passes as it is. Anything else is a
 * defect: the person gets an id, the log gets the same id with the error's class and stack frames. The error's text
 * goes nowhere, because SQLite and parser messages may quote cell values, and those may be about a patient.
 * The id is a hash of class and place, so the same defect has the same id at every hospital.
 */
export function toProblem(thrown: unknown, method: string, log: ErrorLog = logToStderr): Problem {
  if (thrown instanceof ProblemError) return thrown.problem
  const name = thrown instanceof Error ? thrown.name : typeof thrown
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
  const frames = stackFrames(thrown)
  const id = createHash('sha256')
    .update([method, name, code, frames[0] ?? ''].join('\n'))
    .digest('hex')
    .slice(0, 8)
  log([`keheng: internal error ${id} in ${method}: ${name} ${code}`.trimEnd(), ...frames].join('\n'))
  return {
    code: 'internal',
    message: {
      zh: `程序内部出错（编号 ${id}），本次操作没有完成。请把编号告诉维护人员。`,
      en: `Something went wrong inside the program (id ${id}); the action was not completed. Please report the id.`,
    },
    details: { id, method },
  }
}

/** `function file:line:column` of each frame: neither the message nor a folder, which may hold a person's name. */
function stackFrames(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error) || thrown.stack === undefined) return []
  return thrown.stack
    .split('\n')
    .map((line) => /^\s+at (?:(?:async )?(\S+) \()?.*?([^\\/()]+:\d+:\d+)\)?$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name, place]) => `  at ${name ?? '-'} ${place}`)
    .slice(0, 8)
}
