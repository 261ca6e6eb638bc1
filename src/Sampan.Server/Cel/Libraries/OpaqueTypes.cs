using Sampan.Server.Cel.Checking;

namespace Sampan.Server.Cel.Libraries;

/// <summary>The types that Kubernetes' libraries add.</summary>
internal static class OpaqueTypes
{
    public static readonly CelType Quantity = CelType.Opaque("kubernetes.Quantity");
    public static readonly CelType Url = CelType.Opaque("kubernetes.URL");
    public static readonly CelType Ip = CelType.Opaque("net.IP");
    public static readonly CelType Cidr = CelType.Opaque("net.CIDR");
    public static readonly CelType Semver = CelType.Opaque("kubernetes.Semver");
    public static readonly CelType Format = CelType.Opaque("kubernetes.NamedFormat");
    public static readonly CelType Authorizer = CelType.Opaque("kubernetes.authorization.Authorizer");
    public static readonly CelType PathCheck = CelType.Opaque("kubernetes.authorization.PathCheck");
    public static readonly CelType GroupCheck = CelType.Opaque("kubernetes.authorization.GroupCheck");
    public static readonly CelType ResourceCheck = CelType.Opaque("kubernetes.authorization.ResourceCheck");
    public static readonly CelType Decision = CelType.Opaque("kubernetes.authorization.Decision");
}
