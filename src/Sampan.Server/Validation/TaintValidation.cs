using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 Taint.</summary>
internal static class TaintValidation
{
    public static void Validate(IEnumerable<JsonObject> taints, string path, FieldErrors errors)
    {
        var known = new HashSet<(string Key, string Effect)>();
        var index = 0;
        foreach (var taint in taints)
        {
            var at = $"{path}[{index++}]";
            var (key, value, effect) = (taint.TextOf("key"), taint.TextOf("value"), taint.TextOf("effect"));
            errors.Invalid($"{at}.key", key, LabelSyntax.KeyErrors(key));
            if (LabelSyntax.ValueErrors(value) is { Count: > 0 } faults)
            {
                errors.Invalid($"{at}.value", value, string.Join(';', faults));
            }

            if (effect.Length == 0)
            {
                errors.Required($"{at}.effect");
            }
            else
            {
                errors.OneOf(taint, "effect", at, "NoSchedule", "PreferNoSchedule", "NoExecute");
            }

            if (!known.Add((key, effect)))
            {
                errors.DuplicateAsShown(at, InternalForm.Taint.Show(taint), "taints must be unique by key and effect pair");
            }
        }
    }
}
