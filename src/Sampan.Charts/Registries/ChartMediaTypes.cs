namespace Sampan.Charts.Registries;

/// <summary>The types of what a chart consists of in a registry.</summary>
internal static class ChartMediaTypes
{
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Config = "application/vnd.cncf.helm.config.v1+json";
    public const string Chart = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
    public const string OldChart = "application/tar+gzip";
    public const string Provenance = "application/vnd.cncf.helm.chart.provenance.v1.prov";
}
