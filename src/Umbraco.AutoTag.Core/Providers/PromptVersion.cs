namespace Umbraco.AutoTag.Core.Providers;

/// <summary>
/// Which words a system is asked with: those around the question have one version, and those for each task have one of their own, so that other words for
/// one task are another question only to who asks for that task.
/// </summary>
/// <param name="Frame">Version of the words around, and of the words for each task as they were first.</param>
/// <param name="Tasks">The tasks whose words have changed since, each with its version; none where all are as they were first.</param>
public sealed record PromptVersion(string Frame, IReadOnlyDictionary<VisionTasks, int> Tasks)
{
    /// <summary>Of words that have one version for all tasks.</summary>
    public PromptVersion(string frame)
        : this(frame, new Dictionary<VisionTasks, int>())
    {
    }

    /// <summary>
    /// The version of what is asked with these tasks: the frame's, and after it every task whose words have changed. As long as none has it is the frame's
    /// alone, as it was before tasks had versions: nothing that was asked then is asked again for it.
    /// </summary>
    public string Of(VisionTasks tasks) => string.Join(
        ' ', Tasks.Where(task => tasks.HasFlag(task.Key)).OrderBy(task => task.Key).Select(task => $"{task.Key}-{task.Value}").Prepend(Frame));
}
