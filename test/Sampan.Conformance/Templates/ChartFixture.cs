using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates;
using Sampan.Templates.Functions;
using Sampan.Templates.Serialization;

namespace Sampan.Conformance.Templates;

/// <summary>The chart that the cases' templates belong to, with the objects that Helm gives to its templates.</summary>
internal static class ChartFixture
{
    private const string TemplateName = "c/templates/t.yaml";

    public static string Render(JsonElement @case)
    {
        var templates = new TemplateSet(FunctionTable.Helm);
        if (@case.String("helpers") is { } helpers)
        {
            templates.Parse("c/templates/_helpers.tpl", helpers);
        }

        templates.Parse(TemplateName, @case.StringOrEmpty("template"));
        var data = new ChartValues
        {
            ["Values"] = Values(@case),
            ["Chart"] = new ChartObject(),
            ["Release"] = new Dictionary<string, object?>
            {
                ["Name"] = "demo",
                ["Namespace"] = "apps",
                ["IsInstall"] = true,
                ["IsUpgrade"] = false,
                ["Revision"] = (nint)1,
                ["Service"] = "Helm",
            },
            ["Capabilities"] = new CapabilitiesObject(),
            ["Files"] = new FilesObject(@case),
            ["Subcharts"] = new Dictionary<string, object?>(),
            ["Template"] = new ChartValues { ["Name"] = TemplateName, ["BasePath"] = "c/templates" },
        };
        return templates.Execute(TemplateName, data, ExecutionOptions.Default).Replace("<no value>", "", StringComparison.Ordinal);
    }

    private static ChartValues Values(JsonElement @case)
    {
        var sink = new ValueSink(numbersAreFloats: true);
        (@case.Member("values") ?? JsonElement.Parse("{}")).PushTo(sink, null);
        var values = new ChartValues();
        foreach (var (key, value) in (Dictionary<string, object?>)sink.Value!)
        {
            values[key] = value;
        }

        return values;
    }
}
