/** A module of OpenSearch's distribution, which Maven has without the description that the server reads. */
interface OpensearchModule {
  readonly name: string
  readonly artifact: string
  readonly className: string
  readonly extended: string
  /** What the server's agent would refuse it otherwise. */
  readonly policy: string
}

const serves = `grant {
  permission java.net.SocketPermission "*", "accept,connect";
  permission java.io.FilePermission "/proc/sys/net/core/somaxconn", "read";
};
`
const connects = `grant {
  permission java.net.SocketPermission "*", "connect";
};
`

/** Those that both versions of `versions.ts` have and the product uses: queries, scripts, aggregations, bulk over HTTP. */
export const opensearchModules: readonly OpensearchModule[] = [
  module('aggs-matrix-stats', 'aggs-matrix-stats-client', 'search.aggregations.matrix.MatrixAggregationModulePlugin'),
  module('analysis-common', 'analysis-common', 'analysis.common.CommonAnalysisModulePlugin', 'lang-painless'),
  module('ingest-common', 'ingest-common', 'ingest.common.IngestCommonModulePlugin', 'lang-painless'),
  module('lang-expression', 'lang-expression', 'script.expression.ExpressionModulePlugin'),
  module('lang-mustache', 'lang-mustache-client', 'script.mustache.MustacheModulePlugin'),
  module('lang-painless', 'lang-painless', 'painless.PainlessModulePlugin'),
  module('mapper-extras', 'mapper-extras-client', 'index.mapper.MapperExtrasModulePlugin'),
  module('parent-join', 'parent-join-client', 'join.ParentJoinModulePlugin'),
  module('percolator', 'percolator-client', 'percolator.PercolatorModulePlugin'),
  { ...module('reindex', 'reindex-client', 'index.reindex.ReindexModulePlugin'), policy: connects },
  { ...module('transport-netty4', 'transport-netty4-client', 'transport.Netty4ModulePlugin'), policy: serves },
]

function module(name: string, artifact: string, className: string, extended = ''): OpensearchModule {
  return { name, artifact, className: `org.opensearch.${className}`, extended, policy: '' }
}
