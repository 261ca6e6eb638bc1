using System.Text.Json;
using Sampan.Charts;
using Sampan.Charts.Loading;
using Sampan.Charts.Rendering;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates;
using Sampan.Templates.Functions;
using Sampan.Templates.Serialization;
using Sampan.Templates.Values;

namespace Sampan.Conformance.Templates;

/// <summary>The chart that the cases' templates belong to, with the objects that Helm gives to its templates.</summary>
internal static class ChartFixture
{
    private const string TemplateName = "c/templates/t.yaml";
    private const string Metadata = "apiVersion: v2\nname: c\nversion: 1.2.3\nappVersion: 4.5.6\n";

    public static string Render(JsonElement @case)
    {
        var templates = new TemplateSet(FunctionTable.Helm);
        if (@case.String("helpers") is { } helpers)
        {
            templates.Parse("c/templates/_helpers.tpl", helpers);
        }

        templates.Parse(TemplateName, @case.StringOrEmpty("template"));
        return templates.Execute(TemplateName, Data(@case), ExecutionOptions.Default).Replace("<no value>", "", StringComparison.Ordinal);
    }

    private static ChartValues Data(JsonElement @case)
    {
        List<ChartFile> files = [new("Chart.yaml", GoText.ToBytes(Metadata))];
        files.AddRange(@case.StringMap("files").Select(file => new ChartFile(file.Key, GoText.ToBytes(file.Value))));
        var chart = ChartLoader.LoadFiles(files);
        return new ChartValues
        {
            ["Values"] = Values(@case),
            ["Chart"] = new ChartObject(chart.Metadata, isRoot: true),
            ["Release"] = new Dictionary<string, object?>
            {
                ["Name"] = "demo",
                ["Namespace"] = "apps",
                ["IsInstall"] = true,
                ["IsUpgrade"] = false,
                ["Revision"] = (nint)1,
                ["Service"] = "Helm",
            },
            ["Capabilities"] = new CapabilitiesObject(Capabilities.Default),
            ["Files"] = new FilesObject(chart.Files),
            ["Subcharts"] = new Dictionary<string, object?>(),
            ["Template"] = new ChartValues { ["Name"] = TemplateName, ["BasePath"] = "c/templates" },
        };
    }

    private static ChartValues Values(JsonElement @case)
    {
        var sink = new ValueSink(WholeNumbers.Float);
        (@case.Member("values") ?? JsonElement.Parse("{}")).PushTo(sink, null);
        var values = new ChartValues();
        foreach (var (key, value) in (Dictionary<string, object?>)sink.Value!)
        {
            values[key] = value;
        }

        return values;
    }
}
