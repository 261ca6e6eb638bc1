using System.Globalization;
using Sampan.Charts.Values;
using Sampan.Commands.Flags;
using Sampan.Templates.Times;

namespace Sampan.Commands.Helm;

/// <summary>Helm's flags, by the groups in which its commands share them.</summary>
internal static class HelmFlags
{
    public static readonly Flag[] Global =
    [
        new("help", FlagKind.Switch, 'h'),
        new("namespace", FlagKind.Text, 'n'),
        new("debug", FlagKind.Switch),
        new("kubeconfig", FlagKind.Text),
        new("kube-context", FlagKind.Text),
        new("kube-token", FlagKind.Text),
        new("kube-as-user", FlagKind.Text),
        new("kube-as-group", FlagKind.Texts),
        new("kube-apiserver", FlagKind.Text),
        new("kube-ca-file", FlagKind.Text),
        new("kube-tls-server-name", FlagKind.Text),
        new("kube-insecure-skip-tls-verify", FlagKind.Switch),
        new("burst-limit", FlagKind.Text),
        new("qps", FlagKind.Text),
        new("registry-config", FlagKind.Text),
        new("repository-config", FlagKind.Text),
        new("repository-cache", FlagKind.Text),
    ];

    public static readonly Flag[] Values =
    [
        new("values", FlagKind.TextList, 'f'),
        new("set", FlagKind.Texts),
        new("set-string", FlagKind.Texts),
        new("set-json", FlagKind.Texts),
        new("set-file", FlagKind.Texts),
        new("set-literal", FlagKind.Texts),
    ];

    /// <summary>How servers are reached.</summary>
    public static readonly Flag[] Server =
    [
        new("username", FlagKind.Text),
        new("password", FlagKind.Text),
        new("cert-file", FlagKind.Text),
        new("key-file", FlagKind.Text),
        new("ca-file", FlagKind.Text),
        new("insecure-skip-tls-verify", FlagKind.Switch),
        new("plain-http", FlagKind.Switch),
    ];

    public static readonly Flag[] ChartPath =
    [
        .. Server,
        new("version", FlagKind.Text),
        new("verify", FlagKind.Switch),
        new("keyring", FlagKind.Text),
        new("repo", FlagKind.Text),
        new("pass-credentials", FlagKind.Switch),
        new("devel", FlagKind.Switch),
    ];

    public static readonly Flag ColumnWidth = new("max-col-width", FlagKind.Text) { Refuse = RefuseWidth };

    public static readonly Flag Timeout = new("timeout", FlagKind.Text) { Refuse = RefuseDuration };

    public static readonly Flag[] Install =
    [
        new("create-namespace", FlagKind.Switch),
        new("dry-run", FlagKind.Text) { Bare = "client" },
        new("force", FlagKind.Switch),
        new("no-hooks", FlagKind.Switch),
        new("replace", FlagKind.Switch),
        new("timeout", FlagKind.Text),
        new("wait", FlagKind.Switch),
        new("wait-for-jobs", FlagKind.Switch),
        new("generate-name", FlagKind.Switch, 'g'),
        new("name-template", FlagKind.Text),
        new("description", FlagKind.Text),
        new("dependency-update", FlagKind.Switch),
        new("disable-openapi-validation", FlagKind.Switch),
        new("atomic", FlagKind.Switch),
        new("skip-crds", FlagKind.Switch),
        new("render-subchart-notes", FlagKind.Switch),
        new("skip-schema-validation", FlagKind.Switch),
        new("labels", FlagKind.TextList, 'l'),
        new("enable-dns", FlagKind.Switch),
        new("hide-notes", FlagKind.Switch),
        new("take-ownership", FlagKind.Switch),
    ];

    /// <summary>The values that a command line asks for; throws <see cref="Sampan.Charts.ChartException"/>.</summary>
    public static UserValues UserValuesOf(ParsedFlags flags) => new()
    {
        Files = flags.Texts("values"),
        Set = flags.Texts("set"),
        SetString = flags.Texts("set-string"),
        SetJson = flags.Texts("set-json"),
        SetFile = flags.Texts("set-file"),
        SetLiteral = flags.Texts("set-literal"),
    };

    /// <summary>The namespace: the flag's, else the environment's, else <c>default</c>.</summary>
    public static string NamespaceOf(ParsedFlags flags, HelmEnvironment environment) =>
        flags.Text("namespace") is { Length: > 0 } given ? given
        : environment.Variable("HELM_NAMESPACE") is { Length: > 0 } variable ? variable
        : "default";

    /// <summary>How long one download may take.</summary>
    public static TimeSpan TimeoutOf(ParsedFlags flags) => flags.Text(Timeout.Name) is { Length: > 0 } text ? Duration(text) : TimeSpan.FromSeconds(120);

    private static string? RefuseWidth(string value) =>
        uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : $"strconv.ParseUint: parsing \"{value}\": invalid syntax";

    private static TimeSpan Duration(string text) => TimeSpan.FromTicks(DurationParser.Parse(text).Nanoseconds / TimeSpan.NanosecondsPerTick);

    private static string? RefuseDuration(string value)
    {
        try
        {
            Duration(value);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }
}
