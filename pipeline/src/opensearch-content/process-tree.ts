import type { VegaPanel } from './panel.ts'

/** Processes that are drawn at most: more cannot be read. */
const mostProcesses = 300

const fields = [
  'process.entity_id',
  'process.parent.entity_id',
  'process.executable',
  'process.pid',
  'win11mon.score.abuse.probability',
  'process.start',
]

const search = {
  size: mostProcesses,
  _source: fields,
  sort: [{ 'process.start': { order: 'asc', unmapped_type: 'date_nanos' } }],
  query: { match_all: {} },
}

/** Text that stands for the indices: whoever writes the file fills it in. */
export const processesPattern = '%processes%'

/**
 * A tree of processes in the Vega language. A process whose parent is not among those found hangs below a root of its own, as Vega's
 * tree has one root only. Texts are drawn, never taken for markup.
 */
const spec = {
  $schema: 'https://vega.github.io/schema/vega/v5.json',
  autosize: { type: 'fit', contains: 'padding' },
  padding: 5,
  data: [
    {
      name: 'found',
      url: { '%context%': true, '%timefield%': 'process.start', index: processesPattern, body: { ...search, query: undefined } },
      format: { property: 'hits.hits' },
      transform: [
        { type: 'formula', as: 'id', expr: 'datum._source.process.entity_id' },
        {
          type: 'formula',
          as: 'wanted',
          expr: "datum._source.process.parent && datum._source.process.parent.entity_id ? datum._source.process.parent.entity_id : ''",
        },
        { type: 'formula', as: 'path', expr: "datum._source.process.executable ? datum._source.process.executable : '?'" },
        { type: 'formula', as: 'label', expr: "slice(split(datum.path, '\\\\'), -1)[0] + ' (' + datum._source.process.pid + ')'" },
        { type: 'formula', as: 'abuse', expr: 'datum._source.win11mon.score.abuse.probability' },
      ],
    },
    { name: 'known', source: 'found', transform: [{ type: 'project', fields: ['id'], as: ['known'] }] },
    {
      name: 'rooted',
      source: 'found',
      transform: [
        { type: 'lookup', from: 'known', key: 'known', fields: ['wanted'], as: ['parentFound'] },
        { type: 'formula', as: 'parent', expr: "datum.parentFound && datum.wanted != datum.id ? datum.wanted : 'root'" },
        { type: 'project', fields: ['id', 'parent', 'label', 'path', 'abuse'] },
      ],
    },
    { name: 'root', values: [{ id: 'root', parent: null, label: 'processes', path: '', abuse: 0 }] },
    {
      name: 'tree',
      source: ['root', 'rooted'],
      transform: [
        { type: 'stratify', key: 'id', parentKey: 'parent' },
        { type: 'tree', method: 'tidy', size: [{ signal: 'height' }, { signal: 'width - 160' }], as: ['y', 'x', 'depth', 'children'] },
      ],
    },
    {
      name: 'links',
      source: 'tree',
      transform: [{ type: 'treelinks' }, { type: 'linkpath', orient: 'horizontal', shape: 'diagonal' }],
    },
  ],
  scales: [{ name: 'colour', type: 'linear', domain: [0, 1], range: ['#69a2c9', '#c03030'], clamp: true }],
  marks: [
    { type: 'path', from: { data: 'links' }, encode: { update: { path: { field: 'path' }, stroke: { value: '#bbbbbb' } } } },
    {
      type: 'symbol',
      from: { data: 'tree' },
      encode: {
        enter: { size: { value: 60 }, tooltip: { field: 'path' } },
        update: { x: { field: 'x' }, y: { field: 'y' }, fill: { scale: 'colour', field: 'abuse' } },
      },
    },
    {
      type: 'text',
      from: { data: 'tree' },
      encode: {
        enter: { text: { field: 'label' }, fontSize: { value: 10 }, baseline: { value: 'middle' }, dx: { value: 7 } },
        update: { x: { field: 'x' }, y: { field: 'y' } },
      },
    },
  ],
}

export const processTree: VegaPanel = {
  id: 'processes-tree',
  title: 'Process tree of the time chosen',
  family: 'processes',
  kind: 'vega',
  spec,
  search,
  width: 48,
  height: 28,
}
