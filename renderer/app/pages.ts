import {
  AccountBookOutlined,
  AimOutlined,
  ApartmentOutlined,
  AppstoreOutlined,
  AuditOutlined,
  DashboardOutlined,
  DatabaseOutlined,
  DiffOutlined,
  FileSearchOutlined,
  FundOutlined,
  RadarChartOutlined,
  SwapOutlined,
  TeamOutlined,
} from '@ant-design/icons'

/** The pages in their groups: 看 see, 查 find, 管 run. Navigation and palette are made from this list. */
export const PAGE_GROUPS = [
  {
    id: 'see',
    pages: [
      { id: 'overview', path: '/overview', icon: AppstoreOutlined },
      { id: 'surplus', path: '/surplus', icon: FundOutlined },
      { id: 'structure', path: '/structure', icon: RadarChartOutlined },
      { id: 'variance', path: '/variance', icon: DiffOutlined },
      { id: 'portfolio', path: '/portfolio', icon: AimOutlined },
      { id: 'settlement', path: '/settlement', icon: AuditOutlined },
      { id: 'teams', path: '/teams', icon: TeamOutlined },
      { id: 'indicators', path: '/indicators', icon: DashboardOutlined },
      { id: 'costing', path: '/costing', icon: AccountBookOutlined },
    ],
  },
  {
    id: 'find',
    pages: [
      { id: 'cases', path: '/cases', icon: FileSearchOutlined },
      { id: 'grouping', path: '/grouping', icon: ApartmentOutlined },
    ],
  },
  {
    id: 'run',
    pages: [
      { id: 'data', path: '/data', icon: DatabaseOutlined },
      { id: 'sync', path: '/sync', icon: SwapOutlined },
    ],
  },
] as const
