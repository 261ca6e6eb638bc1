using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>core/v1 WindowsSecurityContextOptions.</summary>
internal static partial class WindowsValidation
{
    private static readonly SearchValues<char> NotInUsers = SearchValues.Create("\"/\\:;|=,+*?<>@[]");

    private const int LargestSpec = 64 * 1024;
    private const int DomainLimit = 256;
    private const int LongestUser = 104;

    public static void ValidateOptions(JsonObject? options, string path, FieldErrors errors)
    {
        if (options?["gmsaCredentialSpecName"] is { } name)
        {
            errors.Invalid($"{path}.gmsaCredentialSpecName", name, Names.Subdomain(name.ToString()));
        }

        if (options?["gmsaCredentialSpec"] is { } spec)
        {
            var bytes = Encoding.UTF8.GetByteCount(spec.ToString());
            if (bytes == 0)
            {
                errors.Invalid($"{path}.gmsaCredentialSpec", spec, "gmsaCredentialSpec cannot be an empty string");
            }
            else if (bytes > LargestSpec)
            {
                errors.Invalid($"{path}.gmsaCredentialSpec", spec, "gmsaCredentialSpec size must be under 64 KiB");
            }
        }

        if (options?["runAsUserName"] is { } user)
        {
            foreach (var fault in UserFaults(user.ToString()))
            {
                errors.Invalid($"{path}.runAsUserName", user, fault);
            }
        }
    }

    /// <summary>Where one container is a process of the node, all are.</summary>
    public static void ValidateHostProcess(PodScope scope, string path)
    {
        var (spec, errors) = (scope.Spec, scope.Errors);
        var ofPod = spec.At("securityContext", "windowsOptions")?["hostProcess"]?.ToString();
        var (all, onHost) = (0, 0);
        foreach (var (container, at) in scope.Containers(path))
        {
            all++;
            var own = container.At("securityContext", "windowsOptions")?["hostProcess"]?.ToString();
            if (ofPod is not null && own is not null && ofPod != own)
            {
                errors.Invalid($"{at}.securityContext.windowsOptions.hostProcess", own == "true", $"pod hostProcess value must be identical if both are specified, was {ofPod}");
            }

            onHost += (own ?? ofPod) == "true" ? 1 : 0;
        }

        if (onHost == 0)
        {
            return;
        }

        if (onHost != all)
        {
            errors.Invalid(path, "", "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        }

        if (!spec.IsTrue("hostNetwork"))
        {
            errors.Invalid($"{path}.hostNetwork", false, "hostNetwork must be true if pod contains any hostProcess containers");
        }

        if (!errors.AllowsPrivileged)
        {
            errors.Forbidden(path, "hostProcess containers are disallowed by cluster policy");
        }
    }

    private static IEnumerable<string> UserFaults(string name)
    {
        if (name.Length == 0)
        {
            return ["runAsUserName cannot be an empty string"];
        }

        if (name.Any(char.IsControl))
        {
            return ["runAsUserName cannot contain control characters"];
        }

        var parts = name.Split('\\');
        return parts.Length > 2
            ? ["runAsUserName cannot contain more than one backslash"]
            : [.. parts.Length == 2 ? DomainFaults(parts[0]) : [], .. AccountFaults(parts[^1])];
    }

    private static IEnumerable<string> DomainFaults(string domain)
    {
        if (domain.Length >= DomainLimit)
        {
            yield return $"runAsUserName's Domain length must be under {DomainLimit} characters";
        }

        if (!NetBiosName().IsMatch(domain) && !DnsName().IsMatch(domain))
        {
            yield return "runAsUserName's Domain doesn't match the NetBios nor the DNS format";
        }
    }

    private static IEnumerable<string> AccountFaults(string user)
    {
        if (user.Length == 0)
        {
            yield return "runAsUserName's User cannot be empty";
        }
        else if (user.Length > LongestUser)
        {
            yield return $"runAsUserName's User length must not be longer than {LongestUser} characters";
        }

        if (user.Length > 0 && user.All(character => character is '.' or ' '))
        {
            yield return "runAsUserName's User cannot contain only periods or spaces";
        }

        if (user.AsSpan().ContainsAny(NotInUsers))
        {
            yield return "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]";
        }
    }

    [GeneratedRegex("^[^\\\\/:*?\"<>|.][^\\\\/:*?\"<>|]{0,14}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NetBiosName();

    [GeneratedRegex(@"^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex DnsName();
}
