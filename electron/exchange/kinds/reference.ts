import { column, type KindSpec, REQUIRED } from './column.ts'

export const ITEMS: KindSpec = {
  kind: 'items',
  label: { zh: '收费项目目录', en: 'Item catalogue' },
  columns: [
    column(
      'item_code',
      'code',
      '项目编码',
      'Item code',
      '项目代码 收费项目编码 院内编码 物资编码 药品编码 耗材编码 itemcode',
      REQUIRED,
    ),
    column('name', 'text', '项目名称', 'Name', 'item_name 收费项目名称 商品名称 物资名称 药品名称 耗材名称 名称', {
      ...REQUIRED,
      field: 'itemName',
    }),
    column('category', 'text', '收费类别', 'Fee category', '收费项目类别 费用类别 商品类型 类别'),
    column('spec', 'text', '规格', 'Specification', '商品规格 规格型号 型号 specification'),
    column('unit', 'text', '单位', 'Unit', '计量单位 计价单位 库存单位'),
    column('purchase_price', 'number', '购入价', 'Purchase price', '进价 采购价 采购单价 进货价'),
    column('cost_element', 'text', '成本项目', 'Cost element', '成本要素'),
    column('alternatives', 'text', '可替代项目', 'Alternatives', '替代项目 替代编码'),
    column('origin', 'text', '产地', 'Origin', '国产进口 进口国产 产地类别 是否进口'),
  ],
  against: [
    'case_no',
    '病例号',
    '住院号',
    '门诊号',
    '就医号',
    'mdtrt_id',
    '就诊ID',
    '金额',
    'amount',
    '出入库数量',
    '医嘱号',
    '本期结存数',
  ],
}

export const LEDGER: KindSpec = {
  kind: 'ledger',
  label: { zh: '成本台账', en: 'Department costs' },
  columns: [
    column('period', 'period', '期间', 'Period', '月份 年月 会计期间 成本月份 month', REQUIRED),
    column(
      'cost_center',
      'text',
      '成本中心',
      'Cost center',
      '核算单元 核算科室 科室 科室名称 成本单元 costcentre',
      REQUIRED,
    ),
    column('center_type', 'text', '科室类别', 'Center type', '成本中心类别 科室类型 核算单元类别 centre_type'),
    column('element', 'text', '成本项目', 'Cost element', '成本要素 成本类别 cost_element', REQUIRED),
    column('amount', 'money', '金额', 'Amount', '成本金额 成本 发生额', REQUIRED),
  ],
  against: ['预算额', '预算金额', '预算数', 'budget'],
}

export const DRIVERS: KindSpec = {
  kind: 'drivers',
  label: { zh: '成本动因', en: 'Cost drivers' },
  columns: [
    column('period', 'period', '期间', 'Period', '月份 年月 会计期间 month', REQUIRED),
    column('cost_center', 'text', '成本中心', 'Cost center', '核算单元 核算科室 科室 科室名称 costcentre', REQUIRED),
    column('driver', 'text', '动因', 'Driver', '成本动因 动因名称 分摊参数 分摊系数名称 cost_driver', REQUIRED),
    column('quantity', 'number', '数量', 'Quantity', '动因量 动因数量 参数值 qty', REQUIRED),
  ],
}

export const BENCHMARKS: KindSpec = {
  kind: 'benchmarks',
  label: { zh: '标杆', en: 'Benchmarks' },
  columns: [
    column('scope', 'text', '范围', 'Scope', '标杆范围 对标范围 口径', REQUIRED),
    column('group', 'text', '病组', 'Group', 'DRG编码 DRG组编码 病组编码 DRG drg_code', REQUIRED),
    column('period', 'period', '期间', 'Period', '月份 年月 month'),
    column('n', 'integer', '病例数', 'Cases', '例数 样本量 cases'),
    column('mean_charge', 'money', '次均费用', 'Mean charge', '例均费用 平均费用 均次费用'),
    column('mean_cost', 'money', '次均成本', 'Mean cost', '例均成本 平均成本'),
    column('mean_los', 'number', '平均住院日', 'Mean stay', '平均住院天数 平均住院日数'),
  ],
}
