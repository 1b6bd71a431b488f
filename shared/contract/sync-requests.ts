import { z } from 'zod'
import { ANSWERED_TABLES, REVIEW_GROUNDS } from '#shared/domain/sync.ts'
import { basisSchema, periodSchema } from './slice.ts'

const file = z.string().min(1).max(4096)
/** One line for people, in one piece. */
const line = z.string().trim().min(1).max(200)
const text = z.string().trim().min(1).max(20_000)
const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
const decimal = z.string().regex(/^-?\d{1,20}(\.\d{1,18})?$/)
const caseNo = z.string().min(1).max(100)

export const itemIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)
export const fingerprintSchema = z.string().regex(/^\d{40}$/)

export const newIdentitySchema = z.strictObject({
  name: line.max(100),
  /** As the finance office writes it. */
  department: line.max(100),
  /** Guards the key file; at least 10 characters. */
  passphrase: z.string().min(1).max(1000).optional(),
})

/** A package file; `name` is shown instead of the path's last part, where the file is a copy. */
const packageFile = {
  path: file,
  name: z.string().min(1).max(400).optional(),
  /** A person has confirmed that the sender starts a new chain of numbers. */
  newChain: z.boolean().optional(),
}
export const packageFileSchema = z.strictObject(packageFile)

export const applyPackageSchema = z.strictObject({
  ...packageFile,
  /** The package that was previewed: another one in its place is refused. */
  packageId: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Take charge lines in although their cases have lines of the same days. */
  repeatedLines: z.boolean().optional(),
})

export const writeReturnSchema = z.strictObject({
  period: periodSchema,
  /** Fingerprint of the office; may be left out while one is trusted. */
  to: fingerprintSchema.optional(),
  /** The file to write; it must not be there. */
  path: file.optional(),
  /** Encrypted to the office unless this is false. */
  encrypt: z.boolean().optional(),
  /** Everything of the month once more, not the drafts alone: after a package was lost. */
  again: z.boolean().optional(),
  /** Starts a new chain of numbers, which the office must confirm: after the office lost count, or the book was restored. */
  newChain: z.boolean().optional(),
})

export const itemFilterSchema = z.strictObject({
  period: periodSchema.optional(),
  kind: z.enum(ANSWERED_TABLES).optional(),
  state: z.enum(['draft', 'sent', 'answered']).optional(),
  caseNo: caseNo.optional(),
})

const id = { id: itemIdSchema.optional() }

/** Evidence of an application: a file to take in, or one the item has already (no `path`). What is not named is taken out. */
const evidenceSchema = z.strictObject({ name: line, title: line, path: file.optional() })

/**
 * An item to be saved; without an `id` a new one. What the book knows (surplus, charge, group, codes as they stand, the signed
 * figures) is not asked for: it is taken from there when the item is saved.
 */
export const itemDraftSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('explanations'),
    ...id,
    subject: z.discriminatedUnion('of', [
      z.strictObject({ of: z.literal('case'), caseNo }),
      z.strictObject({ of: z.literal('group'), group: line, period: periodSchema }),
    ]),
    basis: basisSchema,
    reason: line,
    statement: text,
    writtenBy: line,
  }),
  z.strictObject({
    kind: z.literal('reviews'),
    ...id,
    caseNo,
    ground: z.enum(REVIEW_GROUNDS),
    statement: text,
    appliedBy: line,
    evidence: z.array(evidenceSchema).max(50),
  }),
  z.strictObject({
    kind: z.literal('code_corrections'),
    ...id,
    caseNo,
    list: z.enum(['dx', 'proc']),
    /** From 1: the principal diagnosis or main procedure. */
    place: z.int().min(1).max(200),
    change: z.discriminatedUnion('do', [
      z.strictObject({ do: z.enum(['replace', 'add']), code: line }),
      z.strictObject({ do: z.literal('remove') }),
    ]),
    reason: text,
    confirmedBy: line.nullable(),
    writtenBy: line,
  }),
  z.strictObject({
    kind: z.literal('actions'),
    ...id,
    period: periodSchema,
    title: line,
    group: line.nullable(),
    phase: z.enum(['plan', 'do', 'check', 'act']),
    status: z.enum(['open', 'done', 'dropped']),
    indicator: line.nullable(),
    baseline: decimal.nullable(),
    target: decimal.nullable(),
    result: decimal.nullable(),
    owner: line,
    dueOn: day.nullable(),
    note: text.nullable(),
  }),
  z.strictObject({ kind: z.literal('sign_off'), ...id, period: periodSchema, signedBy: line }),
])
export type ItemDraft = z.infer<typeof itemDraftSchema>
