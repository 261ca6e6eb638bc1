using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 Namespace: a label with its name, for selectors.</summary>
internal static class NamespaceDefaults
{
    public static void Apply(JsonObject @namespace)
    {
        if (@namespace.At("metadata").TextOf("name") is { Length: > 0 } name)
        {
            @namespace["metadata"]!.AsObject().Ensure("labels")["kubernetes.io/metadata.name"] = name;
        }

        @namespace.Ensure("status").DefaultText("phase", "Active");
    }
}
