using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>apiextensions.k8s.io/v1 CustomResourceDefinition.</summary>
internal static class CustomResourceDefinitionDefaults
{
    public static void Apply(JsonObject definition)
    {
        var spec = definition.Ensure("spec");
        var names = spec.Ensure("names");
        if (names.TextOf("kind") is { Length: > 0 } kind)
        {
            names.DefaultText("singular", kind.ToLowerInvariant());
            names.DefaultText("listKind", kind + "List");
        }

        spec.Default("conversion", new JsonObject { ["strategy"] = "None" });
        spec.At("conversion", "webhook", "clientConfig", "service")?.Default("port", 443);
    }
}
