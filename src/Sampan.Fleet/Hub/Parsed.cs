using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Hub;

/// <summary>An informer's objects read into <typeparamref name="T"/>, each version once.</summary>
internal sealed class Parsed<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(Informer informer, Func<KubernetesObject, T> read)
    where T : class
{
    private readonly ConditionalWeakTable<KubernetesObject, T> _read = [];

    /// <summary>All objects that are cached now.</summary>
    public IReadOnlyList<T> All => [.. informer.All.Select(Of)];

    /// <summary>One object.</summary>
    public T Of(KubernetesObject @object) => _read.GetValue(@object, version => read(version));
}
