import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { PackageDocument, PackageManifest, SyncTableName } from '#shared/domain/sync.ts'
import { CONTENTS, DOCUMENT_FORMS } from '../tables/index.ts'
import { isFileName } from './manifest.ts'

export type ManifestOutline = Pick<
  PackageManifest,
  'kind' | 'department' | 'sequence' | 'previous' | 'inReplyTo' | 'sender' | 'receiver'
> & {
  readonly tables: readonly { readonly name: SyncTableName }[]
  readonly documents: readonly Pick<PackageDocument, 'role' | 'name' | 'validFrom'>[]
}

/** What a package may be, beyond the shape of its manifest; the same for whoever writes it and whoever reads it. */
export function outlineFault(outline: ManifestOutline): Bilingual | null {
  return directionFault(outline) ?? chainFault(outline) ?? tablesFault(outline) ?? documentsFault(outline)
}

/** The ending of a file name, small; blank when there is none. */
function formOf(name: string): string {
  return /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

export const tablePath = (name: SyncTableName): string => `tables/${name}.csv`

/** Numbered, so that no system has to store the name the sender gave it. */
export const documentPath = (index: number, name: string): string =>
  `documents/${String(index + 1).padStart(4, '0')}.${formOf(name)}`

function directionFault({ kind, sender, receiver }: ManifestOutline): Bilingual | null {
  const fromOffice = kind !== 'return'
  const right = (sender.role === 'office') === fromOffice && (receiver.role === 'office') !== fromOffice
  if (right) return null
  return {
    zh: '下发包与答复包由财务处发给科室，上报包由科室发给财务处，收发双方与此不符',
    en: 'issues and answers go from the office to a department and returns the other way; its two ends do not fit that',
  }
}

function chainFault({ kind, sequence, previous, inReplyTo }: ManifestOutline): Bilingual | null {
  if (sequence === 1 && previous !== null) return { zh: '第 1 号包前面不能有包', en: 'package 1 follows no other' }
  if ((kind === 'answer') !== (inReplyTo !== null)) {
    return {
      zh: '答复包要写明答复哪一个上报包，其他包不写',
      en: 'an answer, and no other, names the return it answers',
    }
  }
  return null
}

function tablesFault({ kind, tables, documents }: ManifestOutline): Bilingual | null {
  const names = tables.map(({ name }) => name)
  const wrong = names.find((name) => !CONTENTS[kind].tables.includes(name))
  if (wrong !== undefined) {
    return { zh: `表 ${wrong} 不能放在这类包里`, en: `table ${wrong} does not belong in a package of this kind` }
  }
  if (new Set(names).size !== names.length) return { zh: '有表出现了两次', en: 'a table is there twice' }
  if (names.length + documents.length === 0) return { zh: '包里什么都没有', en: 'there is nothing in it' }
  return null
}

function documentsFault({ kind, documents }: ManifestOutline): Bilingual | null {
  const seen = new Set<string>()
  for (const { role, name, validFrom } of documents) {
    if (!CONTENTS[kind].documents.includes(role) || !DOCUMENT_FORMS[role].includes(formOf(name))) {
      const forms = DOCUMENT_FORMS[role].join(', ')
      return {
        zh: `文件“${name}”不能作为 ${role} 放在这类包里（可用格式：${forms}）`,
        en: `file “${name}” cannot go as ${role} in a package of this kind (forms: ${forms})`,
      }
    }
    if (!isFileName(name) || name.length > 200) {
      return {
        zh: `文件名“${name}”不能用，请改成不含 \\ / : * ? " < > | 的短名`,
        en: `the file name “${name}” cannot be used; choose a short one without \\ / : * ? " < > |`,
      }
    }
    if (seen.has(name.toLowerCase())) {
      return { zh: `有两个文件都叫“${name}”，请改名`, en: `two files are called “${name}”; rename one` }
    }
    seen.add(name.toLowerCase())
    if (role === 'evidence' && validFrom !== null) {
      return { zh: `证明材料“${name}”没有生效月份`, en: `evidence “${name}” has no month of validity` }
    }
  }
  return null
}
