using Sampan.Server.Cel.Checking;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Every function that expressions in Kubernetes 1.36 may call (apiserver/pkg/cel/environment).</summary>
internal static class KubernetesLibraries
{
    public static IEnumerable<Overload> All =>
    [
        .. OperatorLibrary.All, .. ConversionLibrary.All, .. TimeLibrary.All, .. TextLibrary.All, .. ListLibrary.All, .. SetLibrary.All, .. OptionalLibrary.All,
        .. UrlLibrary.All, .. AddressLibrary.All, .. QuantityLibrary.All, .. SemverLibrary.All, .. FormatLibrary.All, .. AuthorizerLibrary.All,
    ];
}
