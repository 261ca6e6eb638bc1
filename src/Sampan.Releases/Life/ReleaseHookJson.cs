using System.Text.Json.Nodes;
using Sampan.Charts.Manifests;

namespace Sampan.Releases.Life;

/// <summary>Hooks in the form of Helm's release records, both ways.</summary>
internal static class ReleaseHookJson
{
    public static JsonArray Of(IEnumerable<RenderedHook> hooks) => new([.. hooks.Select(Of)]);

    public static IReadOnlyList<RenderedHook> Read(JsonArray hooks) => [.. hooks.OfType<JsonObject>().Select(hook => new RenderedHook
    {
        Name = Text(hook, "name"),
        Kind = Text(hook, "kind"),
        Source = Text(hook, "path"),
        Content = Text(hook, "manifest"),
        Events = Texts(hook, "events"),
        Weight = hook["weight"]?.GetValue<int>() ?? 0,
        DeletePolicies = Texts(hook, "delete_policies"),
        OutputLogPolicies = Texts(hook, "output_log_policies"),
    })];

    private static JsonObject Of(RenderedHook hook)
    {
        var json = new JsonObject
        {
            ["name"] = hook.Name,
            ["kind"] = hook.Kind,
            ["path"] = hook.Source,
            ["manifest"] = hook.Content,
            ["events"] = Texts(hook.Events),
            ["last_run"] = new JsonObject { ["started_at"] = "", ["completed_at"] = "", ["phase"] = "" },
            ["delete_policies"] = Texts(hook.DeletePolicies),
        };
        if (hook.Weight != 0)
        {
            json["weight"] = hook.Weight;
        }

        return json;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string Text(JsonObject hook, string name) => hook[name]?.GetValue<string>() ?? "";

    private static List<string> Texts(JsonObject hook, string name) =>
        hook[name] is JsonArray array ? [.. array.Select(item => item!.GetValue<string>())] : [];
}
