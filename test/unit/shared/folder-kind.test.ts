import { describe, expect, test } from 'vitest'
import { folderConcerns } from '#shared/domain/folder-kind.ts'

const windows = (path: string, realPath = path) => folderConcerns({ path, realPath, platform: 'win32', mounts: '' })
const MOUNTS = [
  'proc /proc proc rw 0 0',
  '/dev/sda2 / ext4 rw 0 0',
  'nas:/export /mnt/共享 nfs4 rw 0 0',
  '//server/data /mnt/with\\040blank cifs rw 0 0',
  '/dev/sdb1 /mnt/with\\040blank/local ext4 rw 0 0',
  '/dev/sdc1 /media/user/STICK vfat rw 0 0',
  'gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0',
  '/dev/fuse /mnt/disk fuseblk rw 0 0',
].join('\n')
const linux = (path: string, realPath = path) => folderConcerns({ path, realPath, platform: 'linux', mounts: MOUNTS })
const mac = (path: string) => folderConcerns({ path, realPath: path, platform: 'darwin', mounts: '' })

describe('synced folders', () => {
  test.each([
    ['C:\\Users\\王\\OneDrive\\备份', 'OneDrive'],
    ['C:\\Users\\王\\OneDrive - 某某医院\\科衡', 'OneDrive'],
    ['C:\\Users\\王\\iCloudDrive\\a', 'iCloud'],
    ['D:\\Dropbox (Personal)\\a', 'Dropbox'],
    ['D:\\我的坚果云\\a', '坚果云 Nutstore'],
    ['D:\\Nutstore\\1\\a', '坚果云 Nutstore'],
    ['D:\\BaiduSyncdisk\\a', '百度网盘 Baidu'],
    ['D:\\BaiduNetdiskDownload\\a', '百度网盘 Baidu'],
    ['E:/百度网盘/a', '百度网盘 Baidu'],
    ['E:\\微云同步助手\\1\\a', '微云 Weiyun'],
    ['E:\\WPS云盘\\a', 'WPS 云盘'],
  ])('%s is told as %s', (path, name) => {
    expect(windows(path)).toEqual([{ kind: 'cloud', name }])
  })

  test('on a Mac, and through a link', () => {
    expect(mac('/Users/wang/Library/Mobile Documents/com~apple~CloudDocs/a')).toEqual([
      { kind: 'cloud', name: 'iCloud' },
    ])
    expect(mac('/Users/wang/Library/CloudStorage/Box-Box/a')).toEqual([{ kind: 'cloud', name: 'CloudStorage' }])
    expect(linux('/home/wang/备份', '/home/wang/Dropbox/备份')).toEqual([{ kind: 'cloud', name: 'Dropbox' }])
  })

  test.each(['C:\\Users\\王\\onedriver', 'D:\\dropbox-old-photos', 'D:\\微云南科室', 'D:\\科衡\\备份', 'D:\\百度'])(
    'a name that only resembles one is not: %s',
    (path) => {
      expect(windows(path)).toEqual([])
    },
  )
})

describe('shares and sticks', () => {
  test.each([
    ['\\\\server\\科室\\备份', '\\\\server\\科室'],
    ['//server/share/a', '\\\\server\\share'],
    ['\\\\?\\UNC\\server\\share\\a', '\\\\server\\share'],
    ['\\\\wsl.localhost\\Debian\\home', '\\\\wsl.localhost\\Debian'],
  ])('%s is a share', (path, name) => {
    expect(windows(path)).toEqual([{ kind: 'network', name }])
  })

  test('a mapped drive is told by the share behind it; a long local path is none', () => {
    expect(windows('Z:\\备份', '\\\\nas\\骨科\\备份')).toEqual([{ kind: 'network', name: '\\\\nas\\骨科' }])
    expect(windows('\\\\?\\C:\\备份')).toEqual([])
    expect(windows('C:\\备份')).toEqual([])
    expect(windows('A:\\备份')).toEqual([{ kind: 'removable', name: 'A:' }])
  })

  test.each([
    ['/mnt/共享/备份', 'nfs4'],
    ['/mnt/with blank/备份', 'cifs'],
    ['/run/user/1000/gvfs/smb-share:server=a,share=b', 'fuse.gvfsd-fuse'],
  ])('%s is on another machine (%s)', (path, name) => {
    expect(linux(path)).toEqual([{ kind: 'network', name }])
  })

  test('the longest mount decides; a name that begins alike does not', () => {
    expect(linux('/mnt/with blank/local/a')).toEqual([])
    expect(linux('/mnt/共享2/a')).toEqual([])
    expect(linux('/mnt/disk/a')).toEqual([])
    expect(linux('/home/wang/备份')).toEqual([])
    expect(linux('/media/user/STICK/a')).toEqual([{ kind: 'removable', name: '/media/user/STICK' }])
  })

  test('a synced folder on a share is both', () => {
    expect(windows('\\\\nas\\home\\OneDrive')).toEqual([
      { kind: 'cloud', name: 'OneDrive' },
      { kind: 'network', name: '\\\\nas\\home' },
    ])
  })
})
