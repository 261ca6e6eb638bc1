using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>How a pod resolves names: core/v1 PodDNSConfig and HostAlias.</summary>
internal static class DnsValidation
{
    private const int MostServers = 3;
    private const int MostSearches = 32;
    private const int LongestSearchList = 2048;

    public static void Validate(JsonObject spec, string path, FieldErrors errors)
    {
        var at = $"{path}.dnsConfig";
        var config = spec["dnsConfig"] as JsonObject;
        var servers = FieldErrors.Texts(config, "nameservers");
        if (spec.TextOf("dnsPolicy") == "None")
        {
            if (config is null)
            {
                errors.Required(at, "must provide `dnsConfig` when `dnsPolicy` is None");
                return;
            }

            if (servers.Count == 0)
            {
                errors.Required($"{at}.nameservers", "must provide at least one DNS nameserver when `dnsPolicy` is None");
                return;
            }
        }

        if (servers.Count > MostServers)
        {
            errors.Invalid($"{at}.nameservers", config!["nameservers"], $"must not have more than {MostServers} nameservers");
        }

        for (var i = 0; i < servers.Count; i++)
        {
            ValidateAddress(servers[i], $"{at}.nameservers[{i}]", errors);
        }

        ValidateSearches(config, at, errors);
        var index = 0;
        foreach (var option in config.Each("options"))
        {
            if (option.TextOf("name").Length == 0)
            {
                errors.Required($"{at}.options[{index}]", "must not be empty");
            }

            index++;
        }
    }

    public static void ValidateAliases(JsonObject spec, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var alias in spec.Each("hostAliases"))
        {
            var at = $"{path}[{index++}]";
            ValidateAddress(alias.TextOf("ip"), $"{at}.ip", errors);
            var names = FieldErrors.Texts(alias, "hostnames");
            for (var i = 0; i < names.Count; i++)
            {
                errors.Invalid($"{at}.hostnames[{i}]", names[i], Names.Subdomain(names[i]));
            }
        }
    }

    private static void ValidateSearches(JsonObject? config, string path, FieldErrors errors)
    {
        var searches = FieldErrors.Texts(config, "searches");
        if (searches.Count > MostSearches)
        {
            errors.Invalid($"{path}.searches", config!["searches"], $"must not have more than {MostSearches} search paths");
        }

        if (Encoding.UTF8.GetByteCount(string.Join(' ', searches)) > LongestSearchList)
        {
            errors.Invalid($"{path}.searches", config!["searches"], $"must not have more than {LongestSearchList} characters (including spaces) in the search list");
        }

        for (var i = 0; i < searches.Count; i++)
        {
            if (searches[i] != ".")
            {
                var search = searches[i].EndsWith('.') ? searches[i][..^1] : searches[i];
                errors.Invalid($"{path}.searches[{i}]", search, Names.SubdomainWithUnderscores(search));
            }
        }
    }

    private static void ValidateAddress(string text, string path, FieldErrors errors)
    {
        if (!AddressSyntax.TryParse(text, out _))
        {
            errors.Invalid(path, text, AddressSyntax.NotAnAddress);
        }
    }
}
