using System.Text.RegularExpressions;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;
using Sampan.Server.CustomResources;
using Sampan.Server.Validation;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Named formats of strings.</summary>
internal static partial class FormatLibrary
{
    private const int UriPattern = 1092;
    private const int UuidPattern = 69;
    private const int Base64Pattern = 70;
    private const int DateTimePattern = 121;

    private static readonly Dictionary<string, FormatValue> Formats = new FormatValue[]
    {
        new("dns1123Label", 30, Names.Label),
        new("dns1123Subdomain", 60, Names.Subdomain),
        new("dns1035Label", 30, Names.ServiceLabel),
        new("qualifiedName", 60, text => LabelSyntax.KeyErrors(text)),
        new("dns1123LabelPrefix", 30, text => Names.Label(Unmasked(text))),
        new("dns1123SubdomainPrefix", 60, text => Names.Subdomain(Unmasked(text))),
        new("dns1035LabelPrefix", 30, text => Names.ServiceLabel(Unmasked(text))),
        new("labelValue", 40, text => LabelSyntax.ValueErrors(text)),
        new("uri", UriPattern, text => UrlParts.Parse(text) is (null, var error) ? [error] : []),
        new("uuid", UuidPattern, text => Uuid().IsMatch(text) ? [] : ["does not match the UUID format"]),
        new("byte", Base64Pattern, text => SchemaFormats.IsValid("byte", text) ? [] : ["invalid base64"]),
        new("date", DateTimePattern, text => SchemaFormats.IsValid("date", text) ? [] : ["invalid date"]),
        new("datetime", DateTimePattern, text => SchemaFormats.IsValid("date-time", text) ? [] : ["invalid datetime"]),
    }.ToDictionary(format => format.Name);

    public static IEnumerable<Overload> All =>
    [
        .. Formats.Values.Select(format => Overload.Of($"format.{format.Name}", $"format.{format.Name}", [], OpaqueTypes.Format, _ => format)),
        Overload.Of("format.named", "format-named", [CelType.String], CelType.Optional(OpaqueTypes.Format), a => Formats.TryGetValue(((StringValue)a[0]).Value, out var format) ? new OptionalValue(format) : OptionalValue.None),
        Overload.Member("validate", "format-validate", [OpaqueTypes.Format, CelType.String], CelType.Optional(CelType.List(CelType.String)), Validate),
    ];

    private static OptionalValue Validate(CelValue[] a)
    {
        var errors = ((FormatValue)a[0]).Check(((StringValue)a[1]).Value);
        return errors.Count == 0 ? OptionalValue.None : new OptionalValue(new ElementList([.. errors.Select(error => new StringValue(error))]));
    }

    // A prefix may end with a dash: what follows it will end it well.
    private static string Unmasked(string prefix) => prefix.Length > 1 && prefix.EndsWith('-') ? prefix[..^2] + "a" : prefix;

    [GeneratedRegex("^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();
}
