import { basename } from 'node:path'
import { temporaryFolder } from '#core/folders.ts'
import { readPolicy } from '#exchange/policy/read-policy.ts'
import type { DocumentSource, PackageDraft } from '#exchange/sync/package/write-package.ts'
import { readSystem } from '#exchange/system/read-system.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { type Cut, cutSources } from './cut.ts'
import { departmentOf, trustedDepartments, type UnlockedOffice } from './folder.ts'
import { type Outgoing, type SendOptions, sendPackages } from './send.ts'
import type { RecordTable, SourceFile, SourceTally } from './sources.ts'
import type { OfficePackage } from './state.ts'

export interface IssueRequest extends SendOptions {
  /** Departments by name; none: every trusted one. */
  readonly departments: readonly string[]
  readonly period: Period
  readonly files: readonly SourceFile[]
  readonly caseIndex: readonly string[]
  readonly scheme: { readonly path: string; readonly from: Period | null } | null
  readonly policies: readonly string[]
  readonly aliases: ReadonlyMap<string, string>
  readonly whole: readonly RecordTable[]
  readonly skipRejected: boolean
  /** Cut and tell, write nothing. */
  readonly dryRun: boolean
}

export interface IssueReport {
  readonly files: readonly SourceTally[]
  readonly departments: readonly {
    readonly department: string
    readonly rows: Readonly<Record<string, number>>
    readonly documents: readonly string[]
    /** The package; null of a dry run, and where there was nothing for the department. */
    readonly package: OfficePackage | null
  }[]
  /** Rows of other departments, and rows nobody can be told for. */
  readonly others: Cut['others']
  readonly unknown: Cut['unknown']
}

/**
 * Issues a month's packages: each department gets its part of the hospital-wide files, and the scheme and policies as they are.
 * All packages are written, or none.
 * @throws ProblemError of reading the files, `package-sender` for a department without a trusted card, `bad-request`
 */
export async function issuePackages(office: UnlockedOffice, request: IssueRequest): Promise<IssueReport> {
  const { trust } = office.state
  const named = request.departments.length > 0
  const departments = named ? [...new Set(request.departments)] : trustedDepartments(trust)
  if (departments.length === 0) throw noDepartment()
  const parties = new Map(departments.map((name) => [name, departmentOf(trust, name)]))
  const documents = await documentsOf(request)
  const work = await temporaryFolder('issue')
  try {
    const cut = await cutSources({
      ...request,
      departments,
      routing: {
        departments: new Set([...trustedDepartments(trust), ...departments]),
        aliases: request.aliases,
        caseDepartments: new Map(),
        whole: new Set(request.whole),
      },
      pseudonymKey: office.state.pseudonymKey,
      folder: work.path,
    })
    const outgoing = departments
      .map((department): Outgoing => {
        const spools = cut.tables.get(department) ?? new Map()
        const tables = Object.fromEntries([...spools].map(([name, spool]) => [name, spool.rows()]))
        const to = parties.get(department)!
        const rest = { period: request.period, documents, inReplyTo: null, items: [] }
        return { kind: 'issue', department, to, tables: tables as PackageDraft['tables'], ...rest }
      })
      .filter(({ tables }) => Object.keys(tables).length + documents.length > 0)
    if (outgoing.length === 0) throw nothingToSend()
    const sent = request.dryRun ? [] : await sendPackages(office, outgoing, request)
    return {
      files: cut.files,
      departments: departments.map((department) => ({
        department,
        rows: rowsOf(cut, department),
        documents: documents.map(({ name }) => name),
        package: sent.find(({ stream }) => stream.department === department) ?? null,
      })),
      others: cut.others,
      unknown: cut.unknown,
    }
  } finally {
    await work.remove()
  }
}

function rowsOf({ tables }: Cut, department: string): Readonly<Record<string, number>> {
  return Object.fromEntries([...(tables.get(department) ?? [])].map(([name, spool]) => [name, spool.count]))
}

/** Scheme and policies, read once so that no department gets one that cannot be used. */
async function documentsOf({ scheme, policies }: IssueRequest): Promise<DocumentSource[]> {
  const documents: DocumentSource[] = []
  if (scheme !== null) {
    await readSystem(scheme.path)
    documents.push({ role: 'scheme', name: basename(scheme.path), path: scheme.path, validFrom: scheme.from })
  }
  for (const path of policies) {
    const { document } = await readPolicy(path)
    documents.push({ role: 'policy', name: basename(path), path, validFrom: period(document.validFrom) })
  }
  return documents
}

const noDepartment = () =>
  problem(
    'package-sender',
    '信任名单中还没有已核对指纹的科室。请先运行 keheng office trust add 和 trust confirm。',
    'No department is trusted yet. Run keheng office trust add and trust confirm first.',
  )

const nothingToSend = () =>
  problem(
    'bad-request',
    '给出的文件里没有这些科室的数据，也没有方案或政策。请核对科室名称（可用 --alias 对照）。',
    'The files hold nothing for these departments, and there is no scheme or policy. Check the names of the departments (--alias tells others).',
  )
