import { normaliseHeading } from '#exchange/mapping/heading.ts'

/** An 18-digit identity-card number (GB 11643). */
export const isIdentityNumber = (text: string): boolean =>
  text.length === 18 && /^\d{6}(19|20)\d{2}[01]\d[0-3]\d{4}[\dXx]$/.test(text)

const NAMES = new Set(['姓名', '患者姓名', '病人姓名', '人员姓名', 'psnname', 'patientname', 'conername', '联系人'])
const NUMBERS = /身份证|证件号|电话|手机|住址|家庭地址|^(certno|tel|phone|mobile|addr|mdtrtcertno)$/

/** Whether a heading stands above what names a person or leads to one. Names of staff are no such thing. */
export function isPersonalHeading(heading: string): boolean {
  const form = normaliseHeading(heading)
  return NAMES.has(form) || NUMBERS.test(form)
}
