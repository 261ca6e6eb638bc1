using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.CustomResources.Rules;

/// <summary>One entry of <c>x-kubernetes-validations</c>, as it is written.</summary>
internal sealed record ValidationRule
{
    public string Rule { get; init; } = "";

    public string Message { get; init; } = "";

    public string MessageExpression { get; init; } = "";

    /// <summary>The reason of the error, empty for <c>FieldValueInvalid</c>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The field that the error is about, relative to the value; empty for the value itself.</summary>
    public string FieldPath { get; init; } = "";

    /// <summary>Whether <c>oldSelf</c> is optional, so that the rule holds for new values too; null where nothing is said.</summary>
    public bool? OptionalOldSelf { get; init; }

    /// <summary>What errors say the rule is.</summary>
    public string Title => Message.Length > 0 ? Message.Trim() : Rule.Trim();

    public static ValidationRule Parse(JsonElement entry) => new()
    {
        Rule = entry.StringOrEmpty("rule"),
        Message = entry.StringOrEmpty("message"),
        MessageExpression = entry.StringOrEmpty("messageExpression"),
        Reason = entry.StringOrEmpty("reason"),
        FieldPath = entry.StringOrEmpty("fieldPath"),
        OptionalOldSelf = entry.Boolean("optionalOldSelf"),
    };
}
