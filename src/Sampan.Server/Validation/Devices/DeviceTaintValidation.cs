using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Devices;

/// <summary>Taints of devices, and the tolerations of requests.</summary>
internal static class DeviceTaintValidation
{
    private static readonly string[] Effects = ["NoExecute", "NoSchedule", "None"];

    public static void ValidateTaint(JsonObject taint, string path, FieldErrors errors)
    {
        errors.Invalid($"{path}.key", taint.TextOf("key"), LabelSyntax.KeyErrors(taint.TextOf("key")));
        errors.Invalid($"{path}.value", taint.TextOf("value"), LabelSyntax.ValueErrors(taint.TextOf("value")));
        if (taint.TextOf("effect").Length == 0)
        {
            errors.Required($"{path}.effect");
        }
        else
        {
            errors.OneOf(taint, "effect", path, Effects);
        }
    }

    public static void ValidateTolerations(JsonObject request, string path, FieldErrors errors)
    {
        const int most = 16;
        BoundedList.Validate(request, "tolerations", most, path, errors, (toleration, at) => ValidateToleration(toleration, at, errors));
    }

    private static void ValidateToleration(JsonObject toleration, string path, FieldErrors errors)
    {
        var (key, value) = (toleration.TextOf("key"), toleration.TextOf("value"));
        if (key.Length > 0)
        {
            errors.Invalid($"{path}.key", key, LabelSyntax.KeyErrors(key));
        }

        switch (toleration.TextOf("operator"))
        {
            case "Exists":
                if (value.Length > 0)
                {
                    errors.Invalid($"{path}.value", value, "must be empty for operator `Exists`");
                }

                break;
            case "Equal":
                errors.Invalid($"{path}.value", value, LabelSyntax.ValueErrors(value));
                break;
            default:
                errors.OneOf(toleration, "operator", path, "Equal", "Exists");
                break;
        }

        if (toleration.TextOf("effect").Length > 0)
        {
            errors.OneOf(toleration, "effect", path, Effects);
        }
    }
}
