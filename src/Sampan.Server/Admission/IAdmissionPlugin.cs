namespace Sampan.Server.Admission;

/// <summary>
/// One of the rules that every write passes: it may complete the object, then judge it. A plugin refuses by throwing an
/// <see cref="Sampan.Kubernetes.Errors.ApiException"/>, and returns at once from what does not concern it.
/// </summary>
internal interface IAdmissionPlugin
{
    /// <summary>The plugin's name in kube-apiserver.</summary>
    string Name { get; }

    /// <summary>Completes <see cref="AdmissionAttributes.Object"/> in place. Runs before defaults of kinds and validation; must bear being run again on its own result.</summary>
    ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Judges the object as it will be stored, after every mutation and the kind's own validation.</summary>
    ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
