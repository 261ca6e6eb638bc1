using System.Collections.Frozen;
using System.Globalization;
using Sampan.Kubernetes.Errors;

namespace Sampan.Server.Requests;

/// <summary>Query parameters, read as Kubernetes' conversion functions do.</summary>
internal sealed class RequestQuery
{
    public static readonly RequestQuery Empty = new([]);

    private readonly FrozenDictionary<string, string[]> _values;

    public RequestQuery(IEnumerable<KeyValuePair<string, string>> parameters) =>
        _values = parameters.GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>The first value, empty where the parameter is absent.</summary>
    public string Text(string name) => _values.TryGetValue(name, out var values) ? values[0] : "";

    /// <summary>All values.</summary>
    public IReadOnlyList<string> Texts(string name) => _values.GetValueOrDefault(name, []);

    /// <summary>Whether the parameter is there, with or without a value.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>An integer, or null where it is absent or empty; 400 if it is none.</summary>
    public long? Integer(string name)
    {
        var text = Text(name);
        return text.Length == 0 ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
            : throw ApiException.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    /// <summary>A boolean, or null where it is absent: anything but a form of false is true, also nothing.</summary>
    public bool? Boolean(string name) => !Has(name) ? null : Text(name) is not ("false" or "0" or "False" or "FALSE" or "f" or "F");
}
