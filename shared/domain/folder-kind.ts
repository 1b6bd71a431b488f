/**
 * Why a folder is a doubtful place: `network` (a share: slow, may go away in the middle of a write), `cloud` (a program
 * copies it to a server, so patient data would leave the house), `removable` (a stick that may not be there tomorrow).
 */
export interface FolderConcern {
  readonly kind: 'network' | 'cloud' | 'removable'
  /** The service, share, file system or drive it was told by. */
  readonly name: string
}

export interface FolderPlace {
  /** Absolute, as the person chose it. */
  readonly path: string
  /** Links and mapped drives resolved by the operating system; on Windows a mapped drive becomes its share. */
  readonly realPath: string
  readonly platform: string
  /** The text of /proc/mounts on Linux, else empty. */
  readonly mounts: string
}

/** Names of synced folders as the services create them; a folder may add to a name (`OneDrive - 某医院`). */
const CLOUD_FOLDERS: readonly (readonly [RegExp, string])[] = [
  [/^onedrive( - .+)?$/i, 'OneDrive'],
  [/^(iclouddrive|icloud drive|com~apple~clouddocs|mobile documents)$/i, 'iCloud'],
  [/^dropbox( \(.+\))?$/i, 'Dropbox'],
  [/^(nutstore( files)?|我的坚果云|坚果云)( .*)?$/i, '坚果云 Nutstore'],
  [/^(baidu ?netdisk|baidusync(disk)?|百度网盘|百度云|百度云同步盘|百度网盘同步空间)(download)?$/i, '百度网盘 Baidu'],
  [/^(weiyun( ?disk)?|微云|微云同步(助手|盘))$/i, '微云 Weiyun'],
  [/^(wps ?云盘|wpsdrive|wps cloud files)$/i, 'WPS 云盘'],
  [/^(阿里云盘|adrive|quark|夸克网盘|115网盘|天翼云盘)$/i, '网盘'],
  [/^(google ?drive|googledrive-.+)$/i, 'Google Drive'],
  // macOS keeps the folders of all such services below ~/Library/CloudStorage.
  [/^cloudstorage$/i, 'CloudStorage'],
]

/** File systems of Linux whose files lie on another machine (`fuse.` ones by what serves them). */
const NETWORK_SYSTEMS =
  /^(nfs4?|cifs|smb3?|smbfs|afs|ceph|9p|virtiofs|glusterfs|lustre|davfs|ncpfs|fuse\.(sshfs|rclone|gvfsd-fuse|davfs2|glusterfs|s3fs|goofys|smbnetfs|curlftpfs))$/

/** What speaks against keeping a book or its backups in a folder; empty when nothing does. Only looks at names. */
export function folderConcerns(place: FolderPlace): readonly FolderConcern[] {
  const found = [cloudOf(place.path) ?? cloudOf(place.realPath), networkOf(place) ?? removableOf(place)]
  return found.filter((concern) => concern !== null)
}

function cloudOf(path: string): FolderConcern | null {
  for (const part of path.split(/[\\/]/)) {
    const known = CLOUD_FOLDERS.find(([pattern]) => pattern.test(part))
    if (known !== undefined) return { kind: 'cloud', name: known[1] }
  }
  return null
}

function networkOf({ path, realPath, platform, mounts }: FolderPlace): FolderConcern | null {
  if (platform === 'win32') {
    const share = shareOf(path) ?? shareOf(realPath)
    return share === null ? null : { kind: 'network', name: share }
  }
  const system = fileSystemOf(realPath, mounts)
  return system !== null && NETWORK_SYSTEMS.test(system) ? { kind: 'network', name: system } : null
}

/** `\\server\share` of a UNC path, also written with `/`, or long as `\\?\UNC\server\share`; null for a drive. */
function shareOf(path: string): string | null {
  const plain = path.replaceAll('/', '\\').replace(/^\\\\[?.]\\UNC\\/i, '\\\\')
  const share = /^\\\\([^\\?.][^\\]*)\\([^\\]+)/.exec(plain)
  return share === null ? null : `\\\\${share[1]}\\${share[2]}`
}

function removableOf({ path, realPath, platform, mounts }: FolderPlace): FolderConcern | null {
  if (platform === 'win32') {
    // Only the two letters that Windows itself keeps for removable drives can be told by a path.
    const drive = /^[ab]:/i.exec(path)
    return drive === null ? null : { kind: 'removable', name: drive[0].toUpperCase() }
  }
  if (platform === 'darwin') {
    const volume = /^\/Volumes\/([^/]+)/.exec(realPath)
    return volume === null ? null : { kind: 'removable', name: volume[1]! }
  }
  const mount = mountOf(realPath, mounts)
  return mount !== null && /^\/(media|run\/media)\//.test(mount.at) ? { kind: 'removable', name: mount.at } : null
}

function fileSystemOf(path: string, mounts: string): string | null {
  return mountOf(path, mounts)?.system ?? null
}

/** The mount a path lies under: the longest one, and of equal ones the last, which covers those before it. */
function mountOf(path: string, mounts: string): { readonly at: string; readonly system: string } | null {
  let best: { at: string; system: string } | null = null
  for (const line of mounts.split('\n')) {
    const [, escaped, system] = line.split(' ')
    if (escaped === undefined || system === undefined) continue
    // Blanks, tabs, line ends and backslashes stand as octal numbers (proc_pid_mounts(5), fstab(5)), in UTF-8 otherwise.
    const at = escaped.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    const under = at === '/' || path === at || path.startsWith(`${at}/`)
    if (under && (best === null || at.length >= best.at.length)) best = { at, system }
  }
  return best
}
