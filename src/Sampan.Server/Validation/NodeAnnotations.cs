using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Server.Decoding;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 Node: what older clients write into annotations, taints and the controllers whose pods are better placed elsewhere.</summary>
internal static class NodeAnnotations
{
    private const string Path = "metadata.annotations";
    private const string Taints = "scheduler.alpha.kubernetes.io/taints";
    private const string Avoided = "scheduler.alpha.kubernetes.io/preferAvoidPods";

    public static void Validate(JsonObject node, FieldErrors errors)
    {
        var annotations = node.At("metadata", "annotations");
        if (annotations.TextOf(Taints) is { Length: > 0 } taints && Read(taints, Taints, Path, errors) is JsonArray list)
        {
            TaintValidation.Validate(list.OfType<JsonObject>(), $"{Path}.{Taints}", errors);
        }

        if (annotations.TextOf(Avoided) is { Length: > 0 } avoided && Read(avoided, Avoided, $"{Path}.AvoidPods", errors) is JsonObject pods)
        {
            ValidateAvoided(pods, errors);
        }
    }

    private static void ValidateAvoided(JsonObject pods, FieldErrors errors)
    {
        var index = 0;
        foreach (var entry in pods.Each("preferAvoidPods"))
        {
            var at = $"{Path}.{Avoided}[{index++}].PodSignature";
            if (entry.At("podSignature", "podController") is not { } controller)
            {
                errors.Required(at);
            }
            else if (!controller.IsTrue("controller"))
            {
                errors.Invalid($"{at}.PodController.Controller", value: false, "must point to a controller");
            }
        }
    }

    private static JsonNode? Read(string text, string name, string path, FieldErrors errors)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException exception)
        {
            errors.Invalid(path, name, JsonSyntaxText.Of(Encoding.UTF8.GetBytes(text), exception));
            return null;
        }
    }
}
