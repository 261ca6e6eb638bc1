using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Charts.Loading;
using Sampan.Charts.Manifests;

namespace Sampan.Conformance.Charts;

/// <summary>The tables of splitting, sorting and ignoring.</summary>
internal sealed class ManifestDataArea : IConformanceArea
{
    public string Name => "cli-manifest-data";

    public IEnumerable<ConformanceCase> Cases(string corpus) =>
        CaseFile.Read(Path.Combine(corpus, "cli/manifest-data/cases.json")).Select(@case => ConformanceCase.Of(CaseFile.Name(@case), () => Run(@case)));

    private static Outcome Run(JsonElement @case) =>
        ValueJson.Compare(JsonNode.Parse(@case.GetProperty("expected").GetRawText()), Compute(@case.GetProperty("op").GetString()!, @case));

    private static JsonNode Compute(string op, JsonElement @case)
    {
        var order = CaseFile.Find(@case, "uninstall")?.GetBoolean() == true ? KindOrder.Uninstall : KindOrder.Install;
        switch (op)
        {
            case "SplitManifests":
                return new JsonObject(ManifestSplitting.Split(@case.GetProperty("input").GetString()!).Select((text, i) => KeyValuePair.Create($"manifest-{i}", (JsonNode?)text)));
            case "sortManifestsByKind":
                return new JsonArray([.. @case.GetProperty("input").EnumerateArray().OrderBy(item => item.GetProperty("kind").GetString()!, order).Select(item => JsonNode.Parse(item.GetRawText()))]);
            case "SortManifests":
                var files = @case.GetProperty("files").EnumerateObject().ToDictionary(file => file.Name, file => file.Value.GetString()!);
                return Write(ManifestSorting.Sort(files, order, _ => { }));
            case "Ignore":
                var rules = IgnoreRules.Parse(@case.GetProperty("rules").EnumerateArray().Select(rule => rule.GetString()!));
                return new JsonArray([.. @case.GetProperty("expected").EnumerateArray().Select(item => Ignore(rules, item))]);
            default:
                throw new NotSupportedException(op);
        }
    }

    private static JsonObject Ignore(IgnoreRules rules, JsonElement item)
    {
        var path = item.GetProperty("path").GetString()!;
        var isFolder = item.GetProperty("directory").GetBoolean();
        return new JsonObject { ["path"] = path, ["directory"] = isFolder, ["ignored"] = rules.Ignores(path, isFolder) };
    }

    private static JsonObject Write(SortedManifests sorted) => new()
    {
        ["hooks"] = sorted.Hooks.Count == 0 ? null : new JsonArray([.. sorted.Hooks.Select(Write)]),
        ["manifests"] = sorted.Manifests.Count == 0 ? null : new JsonArray([.. sorted.Manifests.Select(Write)]),
    };

    private static JsonObject Write(RenderedManifest manifest) => new()
    {
        ["name"] = manifest.Source,
        ["content"] = manifest.Content,
        ["kind"] = manifest.Kind.Length > 0 ? manifest.Kind : null,
    };

    private static JsonObject Write(RenderedHook hook)
    {
        // As Helm keeps a hook in a release record: empty fields left out, a run that has not been.
        var json = new JsonObject { ["name"] = hook.Name, ["kind"] = hook.Kind, ["path"] = hook.Source, ["manifest"] = hook.Content };
        Add(json, "events", hook.Events);
        json["last_run"] = new JsonObject { ["started_at"] = "", ["completed_at"] = "", ["phase"] = "" };
        if (hook.Weight != 0)
        {
            json["weight"] = hook.Weight;
        }

        Add(json, "delete_policies", hook.DeletePolicies);
        Add(json, "output_log_policies", hook.OutputLogPolicies);
        return json;
    }

    private static void Add(JsonObject json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            json[name] = new JsonArray([.. texts.Select(text => (JsonNode?)text)]);
        }
    }
}
