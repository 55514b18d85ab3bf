"""What people write who want no more texts, and what only looks like it, a line each, by language."""

OPT_OUTS = {
    "en": """
        please stop texting me
        Please STOP texting me!!!
        stop texting this number
        Stop messaging me please
        can you please stop texting me
        Could you stop contacting me?
        I want you to stop texting me
        I asked you to stop texting me
        If you don't stop texting me I will call a lawyer
        why don't you stop texting me
        Wrong number, please stop texting me
        quit texting me
        stop sending me messages
        Stop sending these
        stop with the texts already
        stop all messages
        Please stop the reminders
        STOP. I said stop
        please stop now
        no more messages
        No more texts please.
        I want no more messages from you
        please send no more
        do not contact me again
        Do not text me
        don't text me anymore
        Don’t ever message me again
        dont contact me
        never text me again
        Never contact us again!
        do not message this number
        Don't call me again
        don't send me any more texts
        Do not send me messages
        please don't send me anything
        I told you not to text me
        I don't want any more texts
        I do not want to receive these messages
        I no longer wish to receive your texts
        I don't want to hear from you
        we do not wish to be contacted
        not interested in receiving your messages
        take me off your list
        Take me off this list!
        please remove me from your mailing list
        remove my number
        Remove my number from your database
        delete my number please
        lose my number
        Please take my number off your list
        get me off this text list
        remove me
        please remove me now
        take me off
        I would like to opt out
        opt me out
        opt out of these messages please
        unsubscribe me
        How do I unsubscribe?
        I hereby revoke my consent
        leave me alone
        hi, thanks for all your help last year. We moved away, so please stop texting us.
        Stop texting me at all hours
    """,
    "es": """
        por favor deje de escribirme
        Dejen de mandarme mensajes
        deja de enviarme mensajes
        Pare de mandarme textos
        no me escriba más
        No me manden más mensajes
        no me vuelvan a contactar
        no me contacte más por favor
        ya no me moleste
        No quiero recibir mensajes
        no quiero más mensajes
        no deseo recibir sus mensajes
        No más mensajes por favor
        quíteme de su lista
        Sáquenme de la lista
        borre mi número
        Elimine mi número por favor
        quiero darme de baja
        Deme de baja
        cancelar suscripción
        déjeme en paz
        nunca más me escriban
    """,
    "fr": """
        arrêtez de m'écrire
        Arrêtez de m’envoyer des messages s'il vous plaît
        merci d'arrêter de m'envoyer des SMS
        cessez de me contacter
        Arrêtez les SMS
        stop aux messages
        ne m'écrivez plus
        Ne me contactez plus jamais
        ne m'envoyez plus de messages
        je ne veux plus recevoir de messages
        Je ne souhaite plus recevoir vos SMS
        je ne souhaite plus être contacté
        plus de messages svp
        retirez-moi de votre liste
        Enlevez-moi de la liste
        supprimez mon numéro
        Veuillez effacer mon numéro
        désabonnez-moi
        Je veux me désinscrire
        laissez-moi tranquille
    """,
    "de": """
        bitte hören Sie auf, mir zu schreiben
        Hören Sie auf mir zu schreiben
        hör auf mir zu schreiben
        Schreiben Sie mir nicht mehr
        schreibt mir bitte nicht mehr
        Kontaktieren Sie mich nie wieder!
        bitte kontaktieren Sie mich nicht mehr
        Schicken Sie mir keine Nachrichten mehr
        schick mir bitte keine SMS mehr
        Ich möchte keine Nachrichten mehr
        ich will keine SMS von Ihnen bekommen
        Keine weiteren Nachrichten bitte
        keine Nachrichten mehr
        Nehmen Sie mich von Ihrer Liste
        Bitte streichen Sie mich aus Ihrem Verteiler
        Löschen Sie meine Nummer
        bitte meine Nummer löschen
        ich möchte mich abmelden
        Ich möchte nicht mehr kontaktiert werden
        Lassen Sie mich in Ruhe
        Hiermit widerrufe ich: ich widerrufe hiermit meine Einwilligung
    """,
    "it": """
        smettetela di scrivermi
        Smettila di mandarmi messaggi
        per favore smetta di scrivermi
        basta messaggi
        Basta con i messaggi!
        non scrivetemi più
        Non mi contatti più
        non mi mandate più messaggi
        non voglio più ricevere messaggi
        Non voglio ricevere i vostri messaggi
        non desidero essere contattato
        niente più messaggi
        toglietemi dalla lista
        Rimuovetemi dalla vostra lista
        cancellate il mio numero
        cancelli il mio numero per favore
        vorrei disiscrivermi
        lasciatemi in pace
        revoco il mio consenso
    """,
    "pt": """
        pare de me escrever
        Parem de me mandar mensagens
        por favor parem de enviar mensagens
        Pare de me ligar
        chega de mensagens
        não me escreva mais
        Não me mandem mais mensagens
        não me contate mais
        não quero receber mensagens
        Não quero mais receber suas mensagens
        nunca mais me escrevam
        me tire da lista
        Tirem-me da vossa lista
        remova meu número
        apague o meu número por favor
        quero me descadastrar
        cancelar inscrição
        me deixem em paz
        não envie mais mensagens
    """,
    "nl": """
        stop met berichten sturen
        Stop alsjeblieft met sms'en
        hou op met mij te appen
        Stuur me geen berichten meer
        stuur geen sms meer
        app me niet meer
        Bel mij nooit meer
        neem geen contact meer op
        Ik wil geen berichten meer ontvangen
        ik wil geen berichten van jullie
        geen berichten meer
        haal me van de lijst
        Haal mij van jullie mailinglijst
        verwijder mijn nummer
        Wis alstublieft mijn nummer
        ik wil me uitschrijven
        Ik wil mij graag afmelden
        laat me met rust
        ik wil niet meer benaderd worden
    """,
}
ORDINARY = {
    "en": """
        wrong number
        Sorry, wrong number
        I will stop by at nine
        stop by tomorrow?
        Can you stop by before texting Sam
        don't stop
        Please don't stop texting me
        I can't stop laughing
        I can't stop texting you
        never stop texting me
        I never want you to stop sending reminders
        I don't want you to stop texting me
        Did you stop texting me?
        have you stopped sending reminders?
        I'll stop texting you now
        stop texting while driving
        the bus stop is on the left
        My car stopped working
        Can we stop at the pharmacy
        no more pain since Tuesday
        I got no more messages from you
        Send more messages
        why don't you text me anymore
        You never text me
        don't text me the address, email it
        please don't message me until Monday
        Don't contact me before noon
        don't call me, text me instead
        do not text me while I am at work
        put me on your list
        take me off the waiting list
        Take me off the waitlist for Friday
        remove my stitches
        Remove the appointment on Monday
        please don't remove my number
        don't lose my number
        I lost my number
        what is my number on your list
        I don't want to opt out
        I do not want to unsubscribe
        I accidentally unsubscribed
        I don't want to miss it
        I don't want the blue one
        Please cancel my appointment
        cancel it
        I am not interested in the extended warranty
        leave the key at the desk
        thank you for the reminder
        Yes
        help
        The reminder stopped working
        I don't need anything more today
        Non-stop flight to Paris
        stop
    """,
    "es": """
        número equivocado
        voy a parar en la tienda
        no deje de escribirme
        No dejen de mandarme mensajes
        no puedo dejar de reír
        deje el paquete en la puerta
        quiero más mensajes
        No quiero darme de baja
        por qué no me escriben más
        estoy en la lista de espera
        quítenme de la lista de espera
        no borre mi número
        no me llamó nadie
        gracias por el mensaje
        ¿Cuál es la parada del autobús?
        no quiero la cita del lunes
        le escribo mañana
        deje un mensaje
    """,
    "fr": """
        mauvais numéro
        je m'arrête chez vous à neuf heures
        n'arrêtez pas de m'écrire
        N’arrêtez surtout pas les messages
        je n'arrête pas de rire
        ne vous arrêtez pas
        pourquoi vous ne m'écrivez plus
        je suis sur la liste d'attente
        retirez-moi de la liste d'attente
        ne supprimez pas mon numéro
        je ne veux pas me désabonner
        merci pour votre message
        l'arrêt de bus est à gauche
        un message de plus
        je ne veux plus de café
        il n'y a plus de place
        je vous écris demain
    """,
    "de": """
        falsche Nummer
        ich komme um neun vorbei
        hören Sie nicht auf mir zu schreiben
        Hör bloß nicht auf zu schreiben
        ich kann nicht aufhören zu lachen
        warum schreiben Sie mir nicht mehr
        ich stehe auf der Warteliste
        Streichen Sie mich von der Warteliste
        bitte meine Nummer nicht löschen
        ich bekomme keine Nachrichten mehr
        Die Haltestelle ist links
        danke für die Nachricht
        ich habe keine Zeit mehr
        schreiben Sie mir morgen
        bitte rufen Sie mich an
        Ich möchte keinen Termin am Montag
    """,
    "it": """
        numero sbagliato
        passo alle nove
        non smettete di scrivermi
        Non smetta di mandarmi messaggi
        non riesco a smettere di ridere
        perché non mi scrivete più
        sono in lista d'attesa
        toglietemi dalla lista d'attesa
        non cancellate il mio numero
        non voglio disiscrivermi
        grazie per il messaggio
        la fermata è a sinistra
        basta così, grazie
        non voglio il caffè
        vi scrivo domani
        mi chiami domani
    """,
    "pt": """
        número errado
        vou parar na loja
        não pare de me escrever
        Não parem de mandar mensagens
        não consigo parar de rir
        por que vocês não me escrevem mais
        estou na lista de espera
        me tire da lista de espera
        não apague meu número
        não quero me descadastrar
        obrigado pela mensagem
        a parada fica à esquerda
        não quero café
        não recebi mais mensagens
        escrevo amanhã
        deixe a chave na recepção
    """,
    "nl": """
        verkeerd nummer
        ik kom om negen langs
        stop niet met berichten sturen
        ik kan niet stoppen met lachen
        waarom stuur je geen berichten meer
        ik krijg geen berichten meer
        ik sta op de wachtlijst
        haal me van de wachtlijst
        verwijder mijn nummer niet
        bedankt voor het bericht
        de bushalte is links
        ik heb geen tijd meer
        app me morgen
        ik wil geen koffie
        de auto wil niet stoppen
    """,
}
