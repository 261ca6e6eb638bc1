using System.Buffers.Text;
using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sampan.Kubernetes.RegularExpressions;
using Sampan.Server.Decoding;

namespace Sampan.Server.CustomResources;

/// <summary>The formats that the API server checks (kube-openapi's strfmt); others are comments.</summary>
internal static class SchemaFormats
{
    private const string ColorPart = @"\s*(0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])\s*";

    private static readonly Func<string, bool> ShortName = Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$");
    private static readonly Func<string, bool> LongName = Pattern(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$");
    private static readonly Func<string, bool> CardNumber = Pattern(@"^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$");
    private static readonly Func<string, bool> GoDuration = Pattern(@"^[-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$");
    private static readonly Func<string, bool> WordyDuration = Pattern(@"\d+\s*(nano|us|µs|micro|milli|ms|ns|sec|min|hr|hour|day|wk|week|[smhdw])[A-Za-zµ]*");

    private static readonly FrozenDictionary<string, Func<string, bool>> Checks = new Dictionary<string, Func<string, bool>>(StringComparer.Ordinal)
    {
        ["datetime"] = text => Rfc3339.TryParse(text, out _),
        ["date"] = text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ["duration"] = IsDuration,
        ["byte"] = text => text.Length > 0 && Base64.IsValid(text.AsSpan()),
        ["password"] = _ => true,
        ["ipv4"] = text => IsAddress(text, AddressFamily.InterNetwork) && text.Count(character => character == '.') == 3,
        ["ipv6"] = text => IsAddress(text, AddressFamily.InterNetworkV6),
        ["cidr"] = text => IPNetwork.TryParse(text, out _),
        ["mac"] = Pattern("^([0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}|[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){7}|[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){19}|[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){5}|[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){7}|[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){19}|[0-9a-fA-F]{4}(\\.[0-9a-fA-F]{4}){2}|[0-9a-fA-F]{4}(\\.[0-9a-fA-F]{4}){3}|[0-9a-fA-F]{4}(\\.[0-9a-fA-F]{4}){9})$"),
        ["uri"] = text => text.StartsWith('/') || Uri.TryCreate(text, UriKind.Absolute, out _),
        ["email"] = text => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1,
        ["hostname"] = text => Uri.CheckHostName(text) == UriHostNameType.Dns,
        ["uuid"] = Pattern("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$"),
        ["uuid3"] = Pattern("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$"),
        ["uuid4"] = Pattern("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$"),
        ["uuid5"] = Pattern("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$"),
        ["isbn"] = text => IsBookNumber(text, 10) || IsBookNumber(text, 13),
        ["isbn10"] = text => IsBookNumber(text, 10),
        ["isbn13"] = text => IsBookNumber(text, 13),
        ["creditcard"] = IsCreditCard,
        ["ssn"] = Pattern(@"^\d{3}[- ]?\d{2}[- ]?\d{4}$"),
        ["hexcolor"] = Pattern("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"),
        ["rgbcolor"] = Pattern($@"^rgb\({ColorPart},{ColorPart},{ColorPart}\)$"),
        ["bsonobjectid"] = Pattern("^[0-9a-fA-F]{24}$"),
        ["k8sshortname"] = text => text.Length <= 63 && ShortName(text),
        ["k8slongname"] = text => text.Length <= 253 && LongName(text),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether texts are checked against a format; hyphens in its name do not count.</summary>
    public static bool IsKnown(string format) => format.Length > 0 && Checks.ContainsKey(Normalized(format));

    public static bool IsValid(string format, string text) => !Checks.TryGetValue(Normalized(format), out var check) || check(text);

    /// <summary>The format of a schema where it belongs to the schema's type; empty otherwise.</summary>
    public static string OfType(StructuralSchema schema) => IsRecognized(schema.IsIntegerOrString ? "" : schema.Type, schema.Rules.Format) ? schema.Rules.Format : "";

    /// <summary>Whether a format means something for a type.</summary>
    public static bool IsRecognized(string type, string format) => type switch
    {
        "" or "string" => IsKnown(format),
        "integer" => format is "int32" or "int64",
        "number" => format is "float" or "double",
        _ => false,
    };

    private static string Normalized(string format) => format.Replace("-", "", StringComparison.Ordinal);

    private static Func<string, bool> Pattern(string pattern)
    {
        var regex = new Lazy<GoRegex>(() => GoRegex.Parse(pattern));
        return text => regex.Value.IsMatch(text);
    }

    private static bool IsAddress(string text, AddressFamily family) => IPAddress.TryParse(text, out var address) && address.AddressFamily == family;

    private static bool IsDuration(string text) => GoDuration(text) || WordyDuration(text);

    // The check digit of an international standard book number: weights 10 to 1 modulo 11, or 1 and 3 in turn modulo 10.
    private static bool IsBookNumber(string text, int length)
    {
        var digits = string.Concat(text.Where(character => character != '-' && !char.IsWhiteSpace(character)));
        if (digits.Length != length || digits.AsSpan(0, length - 1).ContainsAnyExceptInRange('0', '9') || !(char.IsAsciiDigit(digits[^1]) || (length == 10 && digits[^1] == 'X')))
        {
            return false;
        }

        var sum = digits.Select((digit, i) => (digit == 'X' ? 10 : digit - '0') * (length == 10 ? 10 - i : i % 2 == 0 ? 1 : 3)).Sum();
        return sum % (length == 10 ? 11 : 10) == 0;
    }

    private static bool IsCreditCard(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return CardNumber(digits) && digits.Reverse().Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 2)).Sum(value => value > 9 ? value - 9 : value) % 10 == 0;
    }
}
