using System.Globalization;
using System.Text;

namespace Sampan.Kubernetes.Clusters.Http;

/// <summary>Builds the query part of a request; parameters without a value are left out.</summary>
internal sealed class QueryString
{
    private readonly StringBuilder _text = new();

    public QueryString Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    public QueryString Add(string name, int value) => value == 0 ? this : Add(name, value.ToString(CultureInfo.InvariantCulture));

    public QueryString Add(string name, bool value) => value ? Add(name, "true") : this;

    /// <summary>The parameters of a write.</summary>
    public static string Of(WriteOptions options) => new QueryString()
        .Add("fieldManager", options.FieldManager)
        .Add("dryRun", options.DryRun ? "All" : null)
        .Add("force", options.Force)
        .ToString();

    public override string ToString() => _text.ToString();
}
