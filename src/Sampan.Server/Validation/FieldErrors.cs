using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Validation;

/// <summary>Collects what is wrong with an object, in the words of apimachinery's field errors.</summary>
internal sealed class FieldErrors
{
    private readonly List<StatusCause> _causes = [];

    public IReadOnlyList<StatusCause> Causes => _causes;

    /// <summary>Whether containers may ask for their node's full rights.</summary>
    public bool AllowsPrivileged { get; init; } = true;

    /// <summary>What the object was before, or null if it is new: some of its faults may stay.</summary>
    public JsonObject? Before { get; init; }

    /// <summary>Takes over what another check has found.</summary>
    public void Add(IEnumerable<StatusCause> causes) => _causes.AddRange(causes);

    public void Required(string path, string detail = "") => Add("FieldValueRequired", "Required value", path, detail);

    public void Invalid(string path, JsonNode? value, string detail) => Add("FieldValueInvalid", $"Invalid value: {Show(value)}", path, detail);

    public void Invalid(string path, JsonNode? value, IEnumerable<string> details)
    {
        foreach (var detail in details)
        {
            Invalid(path, value, detail);
        }
    }

    /// <summary>Reports a value whose text is made elsewhere.</summary>
    public void InvalidAsShown(string path, string shown, string detail) => Add("FieldValueInvalid", $"Invalid value: {shown}", path, detail);

    /// <summary>Reports a value that must stay as it was, and has not.</summary>
    public void Immutable(string path, JsonNode? now, JsonNode? then)
    {
        if (!JsonNode.DeepEquals(now, then))
        {
            Invalid(path, now, "field is immutable");
        }
    }

    /// <summary>Reports a value that the error does not show.</summary>
    public void InvalidWithoutValue(string path, string detail) => Add("FieldValueInvalid", "Invalid value", path, detail);

    public void Forbidden(string path, string detail) => Add("FieldValueForbidden", "Forbidden", path, detail);

    /// <summary>Reports that a check could not be made.</summary>
    public void Internal(string path, string detail) => Add("InternalError", "Internal error", path, detail);

    public void Duplicate(string path, JsonNode? value) => DuplicateAsShown(path, Show(value));

    /// <summary>Reports a value that is there twice and whose text is made elsewhere.</summary>
    public void DuplicateAsShown(string path, string shown, string detail = "") => Add("FieldValueDuplicate", $"Duplicate value: {shown}", path, detail);

    public void NotFound(string path, JsonNode? value, string detail = "") => Add("FieldValueNotFound", $"Not found: {Show(value)}", path, detail);

    public void TooLong(string path, int bytes) => Add("FieldValueTooLong", "Too long", path, $"may not be more than {bytes.ToString(CultureInfo.InvariantCulture)} bytes");

    public void TooMany(string path, int count, int most) =>
        Add("FieldValueTooMany", $"Too many: {count.ToString(CultureInfo.InvariantCulture)}", path, $"must have at most {most.ToString(CultureInfo.InvariantCulture)} items");

    public void NotSupported(string path, JsonNode? value, params ReadOnlySpan<string> supported)
    {
        List<string> quoted = [];
        foreach (var text in supported)
        {
            quoted.Add($"\"{text}\"");
        }

        Add("FieldValueNotSupported", $"Unsupported value: {Show(value)}", path, $"supported values: {string.Join(", ", quoted)}");
    }

    /// <summary>Reports a text that is set and not among the supported ones.</summary>
    public void OneOf(JsonObject? owner, string name, string path, params ReadOnlySpan<string> supported)
    {
        if (owner?[name] is JsonValue value && !supported.Contains(value.ToString()))
        {
            NotSupported(path.Length == 0 ? name : $"{path}.{name}", value, supported);
        }
    }

    /// <summary>Reports a number below zero.</summary>
    public void NonNegative(JsonObject? owner, string name, string path)
    {
        if (Number(owner, name) is { } number and < 0)
        {
            Invalid($"{path}.{name}", number, "must be greater than or equal to 0");
        }
    }

    /// <summary>The texts of a list; empty where it is absent.</summary>
    public static List<string> Texts(JsonObject? owner, string name) => [.. (owner?[name] as JsonArray ?? []).Select(entry => entry?.ToString() ?? "")];

    /// <summary>The whole number of a member, or null.</summary>
    public static long? Number(JsonObject? owner, string name) =>
        owner?[name] is JsonValue value && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Show(JsonNode? value) => value is null ? "null" : Encoding.UTF8.GetString(value.ToUtf8Bytes());

    private void Add(string reason, string message, string path, string detail) =>
        _causes.Add(new StatusCause(reason, detail.Length == 0 ? message : $"{message}: {detail}", path));
}
