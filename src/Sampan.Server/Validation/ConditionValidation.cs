using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>meta/v1 Condition (apimachinery/pkg/apis/meta/v1/validation).</summary>
internal static partial class ConditionValidation
{
    private const string ReasonForm = "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?";
    private const string ReasonRule =
        "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '" + ReasonForm + "')";
    private const int LongestReason = 1024;
    private const int LongestMessage = 32 * 1024;

    /// <summary>Validates a list of conditions: each well-formed, no type twice.</summary>
    public static void Validate(JsonObject? owner, string list, string path, FieldErrors errors)
    {
        HashSet<string> types = [];
        var index = 0;
        foreach (var condition in owner.Each(list))
        {
            var at = $"{path}[{index++}]";
            if (!types.Add(condition.TextOf("type")))
            {
                errors.Duplicate($"{at}.type", condition.TextOf("type"));
            }

            ValidateOne(condition, at, errors);
        }
    }

    private static void ValidateOne(JsonObject condition, string path, FieldErrors errors)
    {
        errors.Invalid($"{path}.type", condition.TextOf("type"), LabelSyntax.KeyErrors(condition.TextOf("type")));
        if (condition.TextOf("status") is not ("False" or "True" or "Unknown"))
        {
            errors.NotSupported($"{path}.status", condition.TextOf("status"), "False", "True", "Unknown");
        }

        if (FieldErrors.Number(condition, "observedGeneration") is { } generation and < 0)
        {
            errors.Invalid($"{path}.observedGeneration", generation, "must be greater than or equal to zero");
        }

        if (condition["lastTransitionTime"] is null)
        {
            errors.Required($"{path}.lastTransitionTime", "must be set");
        }

        var reason = condition.TextOf("reason");
        if (reason.Length == 0)
        {
            errors.Required($"{path}.reason", "must be set");
        }
        else if (!IsReason().IsMatch(reason))
        {
            errors.Invalid($"{path}.reason", reason, ReasonRule);
        }

        if (reason.Length > LongestReason)
        {
            errors.TooLong($"{path}.reason", LongestReason);
        }

        if (Encoding.UTF8.GetByteCount(condition.TextOf("message")) > LongestMessage)
        {
            errors.TooLong($"{path}.message", LongestMessage);
        }
    }

    [GeneratedRegex("^" + ReasonForm + "\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsReason();
}
