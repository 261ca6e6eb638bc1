using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>core/v1 Toleration.</summary>
internal static class TolerationValidation
{
    public static void Validate(JsonObject owner, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var toleration in owner.Each("tolerations"))
        {
            ValidateOne(toleration, $"{path}[{index++}]", errors);
        }
    }

    private static void ValidateOne(JsonObject toleration, string path, FieldErrors errors)
    {
        var (key, @operator, value, effect) = (toleration.TextOf("key"), toleration.TextOf("operator"), toleration.TextOf("value"), toleration.TextOf("effect"));
        if (key.Length > 0)
        {
            errors.Invalid($"{path}.key", key, LabelSyntax.KeyErrors(key));
        }
        else if (@operator != "Exists")
        {
            errors.Invalid($"{path}.operator", @operator, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration["tolerationSeconds"] is not null && effect != "NoExecute")
        {
            errors.Invalid($"{path}.effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }

        switch (@operator)
        {
            case "" or "Equal":
                if (LabelSyntax.ValueErrors(value).ToList() is { Count: > 0 } faults)
                {
                    errors.Invalid($"{path}.operator", value, string.Join(';', faults));
                }

                break;
            case "Exists":
                if (value.Length > 0)
                {
                    errors.Invalid($"{path}.operator", value, "value must be empty when `operator` is 'Exists'");
                }

                break;
            default:
                errors.NotSupported($"{path}.operator", @operator, "Equal", "Exists");
                break;
        }

        if (effect.Length > 0)
        {
            errors.OneOf(toleration, "effect", path, "NoSchedule", "PreferNoSchedule", "NoExecute");
        }
    }
}
