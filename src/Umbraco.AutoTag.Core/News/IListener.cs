namespace Umbraco.AutoTag.Core.News;

/// <summary>
/// Is told what became of images, once it is so: nothing that a listener does can change it any more. Hearing must neither wait nor throw, because whoever
/// tells has a lease, a lock or an editor waiting behind them.
/// </summary>
public interface IListener
{
    /// <summary>Takes note.</summary>
    void Hear(Happening happening);
}
