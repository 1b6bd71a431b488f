import type { AnsweredTable } from '#shared/domain/sync.ts'
import { ActionFields } from './fields/action-fields.tsx'
import { CorrectionFields } from './fields/correction-fields.tsx'
import { ExplanationFields } from './fields/explanation-fields.tsx'
import { ReviewFields } from './fields/review-fields.tsx'
import { SignOffFields } from './fields/sign-off-fields.tsx'

export interface FieldsProps {
  /** The item is there already: its month stays. */
  readonly existing: boolean
  /** The case or group it is about is settled. */
  readonly fixed: boolean
}

const FIELDS: Readonly<Record<AnsweredTable, (props: FieldsProps) => React.JSX.Element>> = {
  explanations: ExplanationFields,
  reviews: ReviewFields,
  code_corrections: CorrectionFields,
  actions: ActionFields,
  sign_off: SignOffFields,
}

/** The fields of a kind of item. */
export function ItemFields({ kind, ...props }: FieldsProps & { readonly kind: AnsweredTable }) {
  const Fields = FIELDS[kind]
  return <Fields {...props} />
}
